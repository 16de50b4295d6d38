import type { LogOptions } from "../../adapters/log/pino.ts";
import type { Recognised } from "../../adapters/mime/recognise.ts";
import type { AcceptOutcome } from "../../adapters/smtp/receiver-mail.ts";
import type { ListenAt } from "../../adapters/smtp/receiver-server.ts";
import type { ReceiverSettings } from "../../adapters/smtp/receiver-settings.ts";
import type { ReplyName } from "../../adapters/smtp/replies.ts";
import type { Watched } from "../../adapters/time/beats.ts";
import type { IncomingMail } from "../../operations/system/take-in.ts";
import type { MetricLabels } from "../../ports/metrics.ts";
import type { NamedMailbox } from "./recipients.ts";
import type { SpokenError } from "./spoken-error.ts";

/** What a receiving thread is made with. */
export type ThreadGiven = {
  readonly listen: ListenAt;
  readonly settings: ReceiverSettings;
  /** Mails that may wait to be read before the rest is asked to come later. */
  readonly waitingMax: number;
  /** Of the file store. */
  readonly folder: string;
  readonly logLevel: NonNullable<LogOptions["level"]>;
  readonly watched: Watched;
};

/** A mail as the thread hands it over: recognised, and nothing of it decoded. */
export type HandedOver = Omit<IncomingMail, "messageId" | "contentSha256" | "subject" | "from" | "to"> & {
  readonly recognised: Recognised;
};

/** What the thread cannot know by itself, each with its answer. */
export type Questions = {
  /** Commits the mail, durably, before it is answered. */
  readonly accept: { readonly asked: HandedOver; readonly answer: AcceptOutcome };
  /** Undefined: they are as they were when last asked for. */
  readonly mailboxes: { readonly asked: undefined; readonly answer: readonly NamedMailbox[] | undefined };
  /** Mails that wait to be read. */
  readonly unread: { readonly asked: undefined; readonly answer: number };
};

export type Question = {
  readonly [Name in keyof Questions]: { readonly of: Name; readonly asked: Questions[Name]["asked"] };
}[keyof Questions];

export type FromThread =
  | { readonly kind: "listening"; readonly at: ListenAt }
  | { readonly kind: "notListening"; readonly error: SpokenError }
  | { readonly kind: "asked"; readonly id: number; readonly question: Question }
  /** A mail that was refused although its mailboxes are known. */
  | { readonly kind: "refused"; readonly mailboxes: readonly string[]; readonly reason: ReplyName }
  | { readonly kind: "counted"; readonly name: string; readonly labels: MetricLabels | undefined }
  /** Behind which nothing may be believed. */
  | { readonly kind: "diskFailed"; readonly error: SpokenError }
  | { readonly kind: "unreadable"; readonly error: SpokenError }
  | { readonly kind: "stopped" };

export type ToThread =
  | { readonly kind: "listen" }
  | { readonly kind: "answered"; readonly id: number; readonly answer: Questions[keyof Questions]["answer"] }
  | { readonly kind: "failed"; readonly id: number; readonly error: SpokenError }
  | { readonly kind: "stop" };
