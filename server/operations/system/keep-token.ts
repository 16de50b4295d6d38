import { type KeptToken, sealToken } from "../account-secret.ts";
import { defineOperation, done } from "../operation.ts";

/** An access token, and what it came in place of. */
export type TokenToKeep = {
  readonly mailbox: string;
  readonly fence: number;
  /** What the account logged in with when the token was asked for, sealed. */
  readonly before: { readonly secret: string; readonly token: string | undefined };
  readonly token: KeptToken;
  readonly grantExpiresAt?: number | undefined;
};

/**
 * Stores an access token, and with it in the same transaction the refresh token that came in place of the old one, both sealed; also
 * when the account was lost while it was asked for, because the old one is used up, unless the account logs in otherwise now. Value: whether
 * this process still reads it. mail.md 3.2
 */
export const keepToken = defineOperation<TokenToKeep, boolean>("KeepToken", "System", async ({ tx, world, input }) => {
  const { mailbox, fence, token } = input;
  const isHeld = await tx.mailAccounts.holds(mailbox, fence);
  if (!isHeld && !(await tx.mailAccounts.logsInAs(mailbox, input.before))) return done(false);
  await tx.mailAccounts.keepToken(
    mailbox,
    sealToken(world.secrets, mailbox, token),
    token.expiresAt,
    input.grantExpiresAt,
  );
  return done(isHeld);
});
