import type { ReportedMail } from "../domain/reporting/reported-mail.ts";
import type { ResponseUse } from "../domain/reporting/response-report.ts";
import type { ReadinessChange, Spell } from "../domain/reporting/work-done.ts";

/** A stretch of time, the end not part of it, in wall milliseconds. */
export type ReportTime = { readonly from: number; readonly to: number };

/** Which incoming e-mails: of a queue, last in hands of an agent, by ids; and the key of user data that holds their disposition. */
export type ReportedAmong = ReportTime & {
  readonly queue: string | undefined;
  readonly agent: string | undefined;
  readonly dispositionKey: string;
};

/** Where a page ended. */
export type ReportPlace = { readonly receivedAt: number; readonly id: string };

export type MailWithWords = ReportedMail & { readonly from: string; readonly subject: string };

/** What reports read: each walks through the time that is asked for, so whoever asks looks first how much that is. */
export interface ReportReads {
  /** Incoming e-mails of that time, whatever their queue; counted up to `max`. */
  received(time: ReportTime, max: number): Promise<number>;
  /** Spells begun in that time; counted up to `max`. */
  begun(time: ReportTime, max: number): Promise<number>;
  /** In the order of reception; `words`: with sender and subject. */
  mails(
    among: ReportedAmong,
    page: { readonly after: ReportPlace | undefined; readonly limit: number },
  ): Promise<readonly ReportedMail[]>;
  mailsWithWords(
    among: ReportedAmong,
    page: { readonly after: ReportPlace | undefined; readonly limit: number },
  ): Promise<readonly MailWithWords[]>;
  /** Of one agent, or of all, with e-mails of one queue, or of all; in the order of their beginnings, at most `max`. */
  spells(time: Omit<ReportedAmong, "dispositionKey">, max: number): Promise<readonly Spell[]>;
  /** In the order of time, at most `max`. */
  responseUses(time: Omit<ReportedAmong, "dispositionKey">, max: number): Promise<readonly ResponseUse[]>;
  /** Each agent's changes in that time behind the last one before it; by agent, then by time; at most `max`. */
  readiness(
    time: ReportTime & { readonly agent: string | undefined },
    max: number,
  ): Promise<readonly ReadinessChange[]>;
}
