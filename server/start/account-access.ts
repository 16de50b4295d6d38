import { system } from "../domain/agent/actor.ts";
import { AccountLost, type Fetching } from "../loops/fetching.ts";
import { type AccountSecret, type KeptToken, openAccount, openToken } from "../operations/account-secret.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { keepToken, type TokenToKeep } from "../operations/system/keep-token.ts";
import type { Clock } from "../ports/clock.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { SourceFailed } from "../ports/mail-source.ts";
import { SecretUnreadable } from "../ports/secrets.ts";
import { TokenRevoked, type Tokens, TokenUnavailable } from "../ports/tokens.ts";

type Options = { readonly performing: Performing; readonly clock: Clock; readonly tokens: Tokens };
/** By mailbox, what could not be stored: it is stored before anything is asked for anew. */
type Unstored = Map<string, Omit<TokenToKeep, "fence">>;

/** Tokens are asked for so long before they expire. mail.md 3.2 */
const beforeExpiryMs = 300_000;
/** Of tokens whose endpoint does not say. */
const usualLifeMs = 3_600_000;

/**
 * What an account logs in with: its password, or an access token, asked for when there is none, it expires within 5 minutes, or it was
 * refused. Whoever asks for the same account waits for the one before, so one refresh is under way at a time. mail.md 3.2
 */
export const createAccess = (options: Options): Fetching["credentials"] => {
  const asked = new Map<string, Promise<unknown>>();
  const unstored: Unstored = new Map();
  return async (account, fence, refused) => {
    try {
      await options.performing.world.secrets.ready("toOpen");
      const secret = openAccount(options.performing.world.secrets, account.mailbox, account.secret);
      if ("password" in secret) return secret;
      const { oauth } = secret;
      const asking = (): Promise<string> => accessToken(options, { account, fence, refused, oauth, unstored });
      const token = (asked.get(account.mailbox) ?? Promise.resolve()).then(asking, asking);
      asked.set(account.mailbox, token);
      return { accessToken: await token };
    } catch (error) {
      throw accessFailed(error);
    }
  };
};

type Asked = {
  readonly account: MailAccount;
  readonly fence: number;
  /** The access token that the mail server did not take: another one may have come in its place meanwhile. */
  readonly refused: string | undefined;
  readonly oauth: Extract<AccountSecret, { readonly oauth: unknown }>["oauth"];
  readonly unstored: Unstored;
};

async function accessToken(options: Options, asked: Asked): Promise<string> {
  const { performing, clock } = options;
  const { account, refused, unstored } = asked;
  const { mailbox, secret } = account;
  const sealed = await performing.store.read((reading) => reading.mailAccounts.token(mailbox));
  const held = unstored.get(mailbox);
  if (held !== undefined && held.before.secret === secret && held.before.token === sealed) {
    return stored(options, asked, held);
  }
  const kept = sealed === undefined ? undefined : openToken(performing.world.secrets, mailbox, sealed);
  const isGood = kept !== undefined && kept.accessToken !== refused && kept.expiresAt - clock.wall() > beforeExpiryMs;
  if (isGood) return kept.accessToken;
  const { token, grantExpiresAt } = await fresh(options, asked, kept);
  return stored(options, asked, { mailbox, before: { secret, token: sealed }, token, grantExpiresAt });
}

async function fresh({ clock, tokens }: Options, { oauth }: Asked, kept: KeptToken | undefined) {
  const given = await tokens.refresh({ ...oauth, refreshToken: kept?.refreshToken ?? oauth.refreshToken });
  const token: KeptToken = {
    accessToken: given.accessToken,
    expiresAt: clock.wall() + (given.livesMs ?? usualLifeMs),
    refreshToken: given.refreshToken ?? kept?.refreshToken,
  };
  const { grantLivesMs } = given;
  return { token, grantExpiresAt: grantLivesMs === undefined ? undefined : clock.wall() + grantLivesMs };
}

/** The old refresh token may be used up: while the database is away the new one is held here. */
async function stored(
  { performing }: Options,
  { fence, unstored }: Asked,
  held: Omit<TokenToKeep, "fence">,
): Promise<string> {
  unstored.set(held.mailbox, held);
  const done = await performAsSystem(performing, { operation: keepToken, actor: system, input: { ...held, fence } });
  unstored.delete(held.mailbox);
  if (!done.ok || !done.value) throw new AccountLost();
  return held.token.accessToken;
}

function accessFailed(error: unknown): unknown {
  if (error instanceof TokenRevoked) return new SourceFailed("token-revoked", error.message);
  if (error instanceof TokenUnavailable) return new SourceFailed("token", error.message);
  if (error instanceof SecretUnreadable) {
    return new SourceFailed("secret", `what the account logs in with cannot be unsealed: ${error.message}`);
  }
  return error;
}
