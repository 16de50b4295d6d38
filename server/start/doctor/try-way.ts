import { attempt, StepFailed, type Stepped } from "../../adapters/reach/attempt.ts";
import { reach } from "../../adapters/reach/reach.ts";
import type { Relay } from "../../adapters/smtp/sender-relay.ts";
import type { Files } from "../../ports/files.ts";
import { AccountRefused, HopFailed } from "../../ports/mail.ts";
import { type Credentials, type MailFolder, type MailSource, SourceFailed } from "../../ports/mail-source.ts";
import { TokenRevoked, TokenUnavailable } from "../../ports/tokens.ts";
import type { Trial, TrialStep, TrialTrouble, TriedAccount } from "../../ports/trial.ts";
import { sourceToProbe } from "./mailboxes.ts";
import { probeMs, probeRelay } from "./transport.ts";

type Trying = {
  /** What we call ourselves. */
  readonly name: string;
  readonly authorities: readonly string[] | undefined;
};

/** The way into an account: to its server, in, and to the folders that it names. Nothing there is changed. mail.md 3 */
export async function* tryAccount(
  account: TriedAccount,
  { files, ...trying }: Trying & { readonly files: () => Promise<Files> },
): AsyncGenerator<Trial> {
  const { host, port, tls, folder } = account;
  const way = { protocol: "imap", host, port, tls, isVerified: true, msMax: probeMs, ...trying } as const;
  if (!(yield* reach(way))) return;
  const credentials = yield* withToken(account);
  if (credentials === undefined) return;
  const source = await sourceToProbe(await files(), trying.authorities);
  const opened = yield* opening(source, { ...account, folder }, credentials);
  if (opened === undefined) return;
  try {
    yield* attempt("list", () => told(() => listed(opened)));
  } finally {
    await opened.close();
  }
  yield* further(source, account, credentials);
}

/** The way to the next hop, TLS and our account included; no mail goes. mail.md 11.6 */
export async function* tryHop(relay: Relay | undefined, trying: Trying): AsyncGenerator<Trial> {
  if (relay === undefined) {
    yield { step: "relay", state: "warn", ms: 0, trouble: "no-relay" };
    return;
  }
  const { host, port, credentials } = relay;
  const tls = ({ implicit: "implicit", required: "starttls", offered: "offered" } as const)[relay.tls];
  // Without credentials an unverified certificate is better than clear text (RFC 7435), and noted.
  const isVerified = credentials !== undefined;
  if (!(yield* reach({ protocol: "smtp", host, port, tls, isVerified, msMax: probeMs, ...trying }))) return;
  if (credentials === undefined) return;
  yield* attempt("log-in", async () => {
    try {
      await probeRelay(relay, { name: trying.name, ca: trying.authorities?.join("\n") });
      return { value: undefined };
    } catch (error) {
      if (!(error instanceof HopFailed)) throw error;
      const trouble = error instanceof AccountRefused ? "log-in" : "closed";
      throw refusedBy(trouble, error);
    }
  });
}

/** What is logged in with. A refresh token is not used: whoever reads the account may need the very one that is stored. */
async function* withToken({ logIn }: TriedAccount): AsyncGenerator<Trial, Credentials | undefined> {
  if ("password" in logIn) return logIn;
  const { oauth } = logIn;
  if (oauth.refreshToken !== undefined) {
    yield { step: "token", state: "warn", ms: 0, trouble: "later" };
    return undefined;
  }
  const asked = yield* attempt("token", async () => {
    const { createTokens, tokenDefaults } = await import("../../adapters/oauth/tokens.ts");
    try {
      const { accessToken } = await createTokens({ ...tokenDefaults, timeoutSeconds: probeMs / 1_000 }).refresh(oauth);
      return { value: { accessToken } };
    } catch (error) {
      if (!(error instanceof TokenRevoked || error instanceof TokenUnavailable)) throw error;
      const trouble = error instanceof TokenRevoked ? "token-revoked" : "token";
      throw refusedBy(trouble, error);
    }
  });
  return asked?.value;
}

async function* opening(
  source: MailSource,
  account: TriedAccount,
  credentials: Credentials,
): AsyncGenerator<Trial, MailFolder | undefined> {
  const inside = Promise.withResolvers<void>();
  const opened = source.open(account, credentials, undefined, inside.resolve);
  // Whoever looks no longer leaves it behind.
  opened.catch(() => undefined);
  let isLeft = true;
  try {
    const loggedIn = yield* attempt("log-in", () =>
      told(async () => {
        await Promise.race([inside.promise, opened]);
        return { value: undefined };
      }),
    );
    const folder = loggedIn === undefined ? undefined : yield* attempt("folder", () => told(() => looked(opened)));
    isLeft = false;
    return folder?.value;
  } finally {
    if (isLeft) void opened.then((folder) => folder.close()).catch(() => undefined);
  }
}

async function looked(opened: Promise<MailFolder>): Promise<Stepped<MailFolder>> {
  const folder = await opened;
  const { uidValidity } = await folder.look();
  return { value: folder, facts: { uidValidity } };
}

/** How many there are, and that they can be listed: the last one stands for all. */
async function listed(folder: MailFolder): Promise<Stepped<undefined>> {
  const { exists, uidNext } = await folder.look();
  if (exists > 0) await folder.list(Math.max(1, uidNext - 1));
  return { value: undefined, facts: { messages: exists } };
}

/** Folders that mail is moved to, and where what was sent lies. */
async function* further(source: MailSource, account: TriedAccount, credentials: Credentials): AsyncGenerator<Trial> {
  const named: readonly (readonly [TrialStep, string | undefined])[] = [
    ["move-folder", account.moveTo],
    ["sent-folder", account.sentFolder],
  ];
  for (const [step, folder] of named) {
    if (folder === undefined) continue;
    yield* attempt(step, () =>
      told(async () => {
        await (await source.open({ ...account, folder }, credentials)).close();
        return { value: undefined };
      }),
    );
  }
}

/** What the source says of it in words goes as what the server said. */
async function told<Value>(work: () => Promise<Stepped<Value>>): Promise<Stepped<Value>> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SourceFailed ? new StepFailed(error.trouble, behindColon(error.message)) : error;
  }
}

const refusedBy = (trouble: TrialTrouble, error: Error): StepFailed =>
  new StepFailed(trouble, behindColon(error.message), { cause: error });

/** `the mail server refused the log-in: what it said` */
const behindColon = (message: string): string => message.replace(/^[^:]*(?::\d+)?: /, "");
