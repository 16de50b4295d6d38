import type { SourceTrouble } from "../../domain/mail/mailbox-trouble.ts";
import { withoutSecret } from "../../domain/mail/without-secret.ts";
import { SourceFailed } from "../../ports/mail-source.ts";

/** What is read of errors that imapflow or Node throw. */
type Thrown = {
  readonly code: string;
  readonly message: string;
  readonly responseText: string;
  /** What stood in brackets before the text (RFC 5530). */
  readonly responseCode: string;
  /** What the server said in its good-bye. */
  readonly reason: string;
  readonly isRefused: boolean;
  readonly isLogIn: boolean;
  readonly isTls: boolean;
};

const textMax = 300;

/** Any error of the library as what it means for the account, in words; the secret is cut out of what the server says. */
export function sourceFailed(error: unknown, secret: string): SourceFailed {
  if (error instanceof SourceFailed) return error;
  const thrown = read(error);
  const trouble = isMisread(error) ? "protocol" : troubleOf(thrown);
  const shown = inOneLine(withoutSecret(secret, thrown.responseText || thrown.reason || thrown.message));
  // Not the library's error as the cause: it carries the command with the secret.
  return new SourceFailed(trouble, `${words[trouble]}: ${shown}`);
}

/** What a folder that the server does not open means for the account: it is not there, or not now. */
export function folderRefused(error: unknown, path: string): SourceFailed {
  const thrown = read(error);
  const said = thrown.responseText === "" ? path : `${path}: ${inOneLine(thrown.responseText)}`;
  const trouble = isForNow(thrown) ? "busy" : "folder";
  return new SourceFailed(trouble, `${words[trouble]}: ${said}`);
}

/** A copy that the server does not take, in its own words: it is full, or what it is given is too large (RFC 5530, 7889). */
export function copyRefused(error: unknown, path: string): SourceFailed {
  const { responseText, message } = read(error);
  return new SourceFailed("folder", `the folder takes no copy: ${path}: ${inOneLine(responseText || message)}`);
}

/** Whether the server answered, and no to this one question: the connection goes on. */
export const isRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "responseStatus" in error && error.responseStatus !== undefined;

/** Whether the server has said how much it takes, and the message is larger (RFC 7889). */
export const isTooLarge = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "serverResponseCode" in error &&
  error.serverResponseCode === "APPENDLIMIT";

/** Whether the connection broke on what one message would be: too large, or nothing that can be read. */
export const isHostile = (error: unknown): boolean =>
  /^(LiteralTooLarge|ResponseTooLarge|LineTooLarge|TooManyTokens|DownloadOverflow|ParserError)/.test(read(error).code);

/** Whether the library stumbled over an answer of odd shape, such as NIL for a body. */
export const isMisread = (error: unknown): boolean => error instanceof TypeError;

/** Whether it only says that the connection is gone. */
export const isAftermath = (error: unknown): boolean => /^(NoConnection|EConnectionClosed)$/.test(read(error).code);

const words: Readonly<Record<SourceTrouble, string>> = {
  name: "the mail server's name is not known",
  connect: "the mail server cannot be reached",
  tls: "the connection cannot be secured",
  busy: "the mail server cannot serve us now",
  "log-in": "the mail server refused the log-in",
  "time-out": "the mail server does not answer",
  folder: "the folder cannot be opened",
  closed: "the mail server ended the connection",
  protocol: "the mail server answered what cannot be understood",
  space: "there is too little space",
  backlog: "too many mails wait to be read",
  secret: "the password cannot be unsealed",
  token: "no token can be had",
  "token-revoked": "the token was revoked",
  fault: "it failed here",
};

/**
 * A no that says nothing of the password or the folder (RFC 5530 §3): it is asked again soon. Gmail says so in words alone, and names its
 * limits for an hour or a day by the code of a full mailbox.
 */
const isForNow = ({ responseCode, responseText }: Thrown): boolean =>
  /^(UNAVAILABLE|INUSE|LIMIT|OVERQUOTA|SERVERBUG)$/i.test(responseCode) ||
  /\btoo many (?:simultaneous )?connections\b/i.test(responseText);

/** The first that fits decides. */
const rows: readonly (readonly [(thrown: Thrown) => boolean, SourceTrouble])[] = [
  [(thrown) => thrown.isLogIn && isForNow(thrown), "busy"],
  // The library has no code for a server that does not take tokens.
  [({ isLogIn, message }) => isLogIn || message === "Unsupported authentication mechanism", "log-in"],
  [({ code }) => /^(ENOTFOUND|EAI_)/.test(code), "name"],
  [({ isTls, code }) => isTls || /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_|UNABLE_TO|EPROTO)/.test(code), "tls"],
  [({ code }) => /TIME_?OUT|ETIMEDOUT/.test(code), "time-out"],
  [({ code }) => /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/.test(code), "connect"],
  [
    ({ code }) => /^(Literal|Response|Line|TooMany|Parser|Invalid|Unexpected|Missing|MAX_|Download)/.test(code),
    "protocol",
  ],
  // It answered, so the connection is there; what it does not do now it may do later.
  [({ isRefused }) => isRefused, "busy"],
];

const troubleOf = (thrown: Thrown): SourceTrouble => rows.find(([fits]) => fits(thrown))?.[1] ?? "closed";

function read(error: unknown): Thrown {
  const of = (name: string): unknown =>
    typeof error === "object" && error !== null && name in error ? Reflect.get(error, name) : undefined;
  const textOf = (name: string): string => {
    const value = of(name);
    return typeof value === "string" ? value : "";
  };
  return {
    code: textOf("code"),
    message: textOf("message"),
    responseText: textOf("responseText"),
    responseCode: textOf("serverResponseCode"),
    reason: textOf("reason"),
    isRefused: isRefusal(error),
    isLogIn: of("authenticationFailed") === true,
    isTls: of("tlsFailed") === true,
  };
}

const inOneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, textMax);
