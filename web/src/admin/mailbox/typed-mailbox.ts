import type { MailboxResource } from "@postroom/contract";
import { type Span, secondsOf, spanOf } from "../queues/spans.ts";

export type Mailbox = MailboxResource;

/** What an account logs in with; `kept`: what is stored, which nobody sees. */
export type LogIn = "kept" | "password" | "oauth";

/** An account as it is typed. */
export type TypedAccount = {
  readonly host: string;
  readonly port: string;
  readonly tls: string;
  readonly user: string;
  readonly logIn: LogIn;
  readonly password: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly scope: string;
  readonly folder: string;
  readonly after: string;
  readonly moveTo: string;
  readonly sentFolder: string;
  readonly copySent: boolean;
  /** A date; empty: all mail. */
  readonly from: string;
};

/** A mailbox as it is typed. */
export type TypedMailbox = TypedAccount & {
  readonly address: string;
  readonly name: string;
  readonly queue: string;
  /** An address in each line. */
  readonly aliases: string;
  /** Whether its mail is fetched from another server. */
  readonly isFetched: boolean;
  readonly bounceTag: boolean;
  readonly replyToken: boolean;
  readonly subjectTag: boolean;
  readonly subjectRule: boolean;
  readonly spam: Mailbox["spam"];
  /** Empty: it sends no canary mails. */
  readonly canaryEvery: Span;
};

const noSecrets = { password: "", tokenUrl: "", clientId: "", clientSecret: "", refreshToken: "", scope: "" } as const;

/** As it stands; undefined: a new one. */
export function typedOf(mailbox: Mailbox | undefined): TypedMailbox {
  if (mailbox === undefined) return blank;
  const { address, name, queue, aliases, imap, canaryEvery } = mailbox;
  const { bounceTag, replyToken, subjectTag, subjectRule, spam } = mailbox;
  return {
    ...blank,
    ...{ address, name, queue, aliases: aliases.join("\n") },
    ...(imap === null ? { isFetched: false } : accountIn(imap)),
    ...{ bounceTag, replyToken, subjectTag, subjectRule, spam },
    canaryEvery: spanOf(canaryEvery ?? undefined, "minute"),
  };
}

const blank: TypedMailbox = {
  ...{ address: "", name: "", queue: "", aliases: "", isFetched: true },
  ...{ host: "", port: "993", tls: "implicit", user: "", logIn: "password", ...noSecrets },
  ...{ folder: "INBOX", after: "keep", moveTo: "", sentFolder: "", copySent: false, from: "" },
  ...{ bounceTag: true, replyToken: false, subjectTag: false, subjectRule: false, spam: "route" },
  canaryEvery: { amount: "", unit: "minute" },
};

const accountIn = (imap: NonNullable<Mailbox["imap"]>): TypedAccount => ({
  ...{ host: imap.host, port: String(imap.port), tls: imap.tls, user: imap.user, logIn: "kept", ...noSecrets },
  ...{ folder: imap.folder, after: imap.after, moveTo: imap.moveTo ?? "" },
  ...{ sentFolder: imap.sentFolder ?? "", copySent: imap.copySent, from: imap.from === "all" ? "" : imap.from },
});

/** As it is sent: what is not typed here stays as it stands. */
export function bodyOf(typed: TypedMailbox, before: Mailbox | undefined): object {
  const { bounceTag, replyToken, subjectTag, subjectRule, spam, isFetched, canaryEvery } = typed;
  const none = (isThere: boolean) => (isThere ? "none" : undefined);
  return {
    ...(before === undefined ? { address: typed.address.trim() } : {}),
    ...{ name: typed.name.trim(), queue: typed.queue, aliases: linesIn(typed.aliases) },
    ...{ bounceTag, replyToken, subjectTag, subjectRule, spam },
    canaryEvery: canaryEvery.amount === "" ? none(before?.canaryEvery != null) : secondsOf(canaryEvery),
    imap: isFetched ? accountOf(typed) : none(before?.imap != null),
  };
}

/** The account as it is sent. */
export function accountOf(typed: TypedAccount): object {
  const { host, port, tls, user, folder, after, moveTo, sentFolder, copySent, from } = typed;
  return {
    ...{ host: host.trim(), port: Number.isNaN(Number(port)) ? port : Number(port), tls, user: user.trim() },
    ...{ folder, after, ...(after === "move" ? { moveTo } : {}) },
    ...{ sentFolder: sentFolder === "" ? null : sentFolder, copySent: sentFolder !== "" && copySent },
    from: from === "" ? "all" : from,
    ...secretsOf(typed),
  };
}

function secretsOf({ logIn, password, tokenUrl, clientId, clientSecret, refreshToken, scope }: TypedAccount): object {
  if (logIn === "kept") return {};
  if (logIn === "password") return password === "" ? {} : { password };
  const optional = Object.entries({ clientSecret, refreshToken, scope }).filter(([, value]) => value !== "");
  return { oauth: { tokenUrl, clientId, ...Object.fromEntries(optional) } };
}

const linesIn = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The field of the form that a place of the body is typed in. */
export function fieldOf(path: string): string {
  if (path.startsWith("aliases")) return "aliases";
  return path === "imap.oauth" ? "imap.logIn" : path;
}
