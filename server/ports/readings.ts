import type { Acknowledging } from "../domain/mail/automatic-answer.ts";
import type { MailClass } from "../domain/mail/class-signs.ts";
import type { ClassReason } from "../domain/mail/classify.ts";
import type { ParkedReason } from "../domain/mail/placing.ts";
import type { Correlation, SentMail } from "../domain/mail/report/correlate.ts";
import type { ReportedRecipient } from "../domain/mail/report/report.ts";
import type { SenderVerdict } from "../domain/mail/sender-verdict.ts";
import type { DatedHit } from "../domain/mail/threading.ts";

/** What reading a received mail found out besides its content (mail.md 4.1). */
export type MailReading = {
  readonly interaction: string;
  readonly readerVersion: number;
  readonly class: MailClass;
  readonly reasons: readonly ClassReason[];
  /** Undefined where nobody asked. */
  readonly verdict: SenderVerdict | undefined;
  /** Why it was parked; kept when it is released. */
  readonly parkedBecause: ParkedReason | undefined;
  /** Undefined for mail that begins a thread. */
  readonly joinedBecause:
    | { readonly rule: string; readonly evidence: string; readonly flags: readonly string[] }
    | undefined;
  /** The thread of a hit that could not be joined. */
  readonly linkedThread: string | undefined;
  /** Which of our mails it reports on. */
  readonly report: Correlation | undefined;
  /** The rules that held, and which set of rules that was; undefined where none was asked, or none held. */
  readonly ruled: { readonly version: number; readonly held: readonly string[] } | undefined;
};

/** What a report says of one recipient of an outbound e-mail. */
export type RecipientReport = Pick<
  ReportedRecipient,
  "address" | "action" | "status" | "text" | "remoteHost" | "class"
> & {
  /** The interaction of the report. */
  readonly report: string;
  readonly isVerified: boolean;
  /** Wall time in milliseconds. */
  readonly at: number;
};

/** What a mailbox does by itself with what it receives (mail.md 6, 7). */
export type MailboxRules = {
  readonly spam: "route" | "park";
  /** Undefined: as its queue says. */
  readonly acknowledgement: Acknowledging | undefined;
  /** Envelope senders carry a token that bounces come back with (mail.md 8.1). */
  readonly bounceTag: boolean;
  /** Answers to its mail go to an address that names the thread (mail.md 5.1-1). */
  readonly replyToken: boolean;
  /** Its subjects carry a tag, and mail to it is looked up by it (mail.md 5.1-3). */
  readonly subjectTag: boolean;
  /** Mail to it is looked up by subject, when nothing else names its thread (mail.md 5.1-5). */
  readonly subjectRule: boolean;
  /** How often a mail goes from the mailbox to itself; undefined: never (mail.md 3.3). */
  readonly canaryEveryMs: number | undefined;
};

/** By what our own mail is looked for when a report is about it. */
export type SentMailsAsked = {
  readonly sends: readonly string[];
  readonly messageIds: readonly string[];
  /** Lower case; only mail of the last `recipientWindowMs`. */
  readonly recipients: readonly string[];
};

/** A thread as a signal finds it; `interaction` is its latest mail. */
export type KnownThread = Omit<DatedHit, "id"> & {
  /** Threads that were joined to it and are no more. */
  readonly formerly: readonly string[];
};

/** Whose threads are looked for by subject, and where. */
export type CustomerAsked = {
  readonly address: string;
  readonly mailbox: { readonly id: string; readonly addresses: readonly string[] };
  /** Last activity not before, wall milliseconds. */
  readonly since: number;
};

export interface ReadingReads {
  of(interaction: string): Promise<MailReading | undefined>;
  /** How many parked mails still wait, by reason. Bounded: counts stop at 10,000. */
  parkedCounts(): Promise<Readonly<Record<string, number>>>;
  /** How many mails were derived by code older than this version. Bounded likewise. */
  olderThan(readerVersion: number): Promise<number>;
  /** The outbound e-mails with these Message-IDs (keys), as a loop is recognised by. */
  ownMails(messageIds: readonly string[]): Promise<ReadonlyMap<string, OwnMail>>;
  /** At most 100. */
  sentMails(asked: SentMailsAsked): Promise<readonly SentMail[]>;
  /** Reports about an outbound e-mail, oldest first, at most 500. */
  reportsOn(interaction: string): Promise<readonly RecipientReport[]>;
  /** Which of these addresses (lower case) bounce. */
  bouncingAmong(addresses: readonly string[]): Promise<readonly string[]>;
  /** Threads with these ids, or that threads with these ids were joined to, in any case; at most 20. */
  threadsNamed(ids: readonly string[]): Promise<readonly KnownThread[]>;
  /** Threads of Outlook's conversation, at most ten. */
  threadsOfGuid(guid: string): Promise<readonly KnownThread[]>;
  /** Beginnings of the texts that we sent in a thread, the latest first, as many as answers still quote. */
  sentTexts(thread: string): Promise<readonly string[]>;
  /** The thread whose subject tag has the number. */
  threadsNumbered(number: number): Promise<readonly KnownThread[]>;
  /** Threads of the contact with this address that came through the mailbox, the latest 20. */
  threadsOfCustomer(asked: CustomerAsked): Promise<readonly KnownThread[]>;
  rulesOf(mailbox: string): Promise<MailboxRules>;
}

export type OwnMail = { readonly isByAgent: boolean; readonly recipients: readonly string[] };

export interface ReadingRows {
  save(readings: readonly MailReading[]): Promise<void>;
  addReport(interaction: string, report: RecipientReport): Promise<void>;
  /** The address (lower case) is marked until a mail to it is delivered. */
  markBouncing(mark: {
    readonly address: string;
    readonly status: string | undefined;
    readonly text: string;
    readonly report: string;
  }): Promise<void>;
  /** A mail to them was taken by their server. */
  clearBouncing(addresses: readonly string[]): Promise<void>;
  /** A mail of the thread carries Outlook's conversation. */
  noteGuid(guid: string, thread: string): Promise<void>;
  /** The number in the subject tag of a thread, given out where it has none. */
  numberOf(thread: string): Promise<number>;
  /** Locks the threads of these ids that exist, until the transaction ends. */
  lockThreads(ids: readonly string[]): Promise<readonly string[]>;
  /** Makes the thread `to` of these mails, with their ids and participants; the interactions themselves are saved by the caller. */
  splitThread(split: {
    readonly from: string;
    readonly to: string;
    readonly interactions: readonly string[];
  }): Promise<void>;
  /** All that is known of the other threads becomes this one's, and they are no more; likewise. */
  joinThreads(into: string, others: readonly string[]): Promise<void>;
  saveRules(mailbox: string, rules: MailboxRules): Promise<void>;
}
