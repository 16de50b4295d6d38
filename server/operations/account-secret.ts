import { type SecretPlace, type Secrets, SecretUnreadable } from "../ports/secrets.ts";
import { done, type Result, refuse, type World } from "./operation.ts";

/** What an account logs in with, as it is sealed. */
export type AccountSecret =
  | { readonly password: string }
  | {
      readonly oauth: {
        readonly tokenUrl: string;
        readonly clientId: string;
        readonly clientSecret?: string | undefined;
        /** Undefined: tokens are asked for in our own name. */
        readonly refreshToken?: string | undefined;
        readonly scope?: string | undefined;
      };
    };

/** The secret of a mailbox's account, sealed for the one place where it lies. */
export const sealAccount = (secrets: Secrets, mailbox: string, secret: AccountSecret): string =>
  secrets.seal(JSON.stringify(secret), placeOf(mailbox));

/** Throws `SecretUnreadable`. */
export const openAccount = (secrets: Secrets, mailbox: string, sealed: string): AccountSecret =>
  JSON.parse(secrets.open(sealed, placeOf(mailbox)));

/** The same for whoever wants to use it once; refuses where it cannot be unsealed. */
export async function accountNow(
  { secrets }: Pick<World, "secrets">,
  operation: string,
  { mailbox, secret }: { readonly mailbox: string; readonly secret: string },
): Promise<Result<AccountSecret>> {
  try {
    await secrets.ready("toOpen");
    return done(openAccount(secrets, mailbox, secret));
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return refuse({ kind: "notPossible", operation, because: error.message });
  }
}

/** Whether it is this that was sealed; not, where nobody can say. */
export function isSealed(secrets: Secrets, mailbox: string, sealed: string, secret: AccountSecret): boolean {
  try {
    return JSON.stringify(openAccount(secrets, mailbox, sealed)) === JSON.stringify(secret);
  } catch (error) {
    if (error instanceof SecretUnreadable) return false;
    throw error;
  }
}

/** An access token as it is sealed. */
export type KeptToken = {
  readonly accessToken: string;
  /** Wall milliseconds. */
  readonly expiresAt: number;
  /** In place of the one in the account's secret, where the endpoint gave another. */
  readonly refreshToken: string | undefined;
};

export const sealToken = (secrets: Secrets, mailbox: string, token: KeptToken): string =>
  secrets.seal(JSON.stringify(token), { ...placeOf(mailbox), field: "token" });

/** Throws `SecretUnreadable`. */
export const openToken = (secrets: Secrets, mailbox: string, sealed: string): KeptToken =>
  JSON.parse(secrets.open(sealed, { ...placeOf(mailbox), field: "token" }));

const placeOf = (mailbox: string): SecretPlace => ({ kind: "imap_accounts", id: mailbox, field: "secret" });
