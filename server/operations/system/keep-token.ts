import { type KeptToken, sealToken } from "../account-secret.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly mailbox: string;
  readonly fence: number;
  readonly token: KeptToken;
  readonly grantExpiresAt?: number | undefined;
};

/**
 * Stores an access token, and with it in the same transaction the refresh token that came in place of the old one, both sealed. Value:
 * whether this process still reads the account. mail.md 3.2
 */
export const keepToken = defineOperation<Input, boolean>("KeepToken", "System", async ({ tx, world, input }) => {
  const { mailbox, fence, token } = input;
  if (!(await tx.mailAccounts.holds(mailbox, fence))) return done(false);
  await tx.mailAccounts.keepToken(
    mailbox,
    sealToken(world.secrets, mailbox, token),
    token.expiresAt,
    input.grantExpiresAt,
  );
  return done(true);
});
