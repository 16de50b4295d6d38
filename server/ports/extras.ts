import type { SenderVerdict } from "../domain/mail/sender-verdict.ts";
import type { MailReading } from "./readings.ts";

/** What the desktop shows of an e-mail besides what GWS does. Times on the wall clock, in milliseconds. desktop.md 13 */
export type Extras = {
  /** False while a received mail has neither text nor files, because reading has not come to it. */
  readonly isRead: boolean;
  /** A tag of BCP 47, as far as the text tells. */
  readonly language: string | undefined;
  /** Until when it is to be answered, by its queue's promise. */
  readonly slaDueAt: number | undefined;
  /** When it was offered; only while it is. */
  readonly offeredAt: number | undefined;
  readonly verdict: SenderVerdict | undefined;
  readonly joinedBecause: MailReading["joinedBecause"];
  readonly linkedThread: string | undefined;
};

export interface ExtraReads {
  /** Of these interactions, in one question. */
  of(interactions: readonly string[]): Promise<ReadonlyMap<string, Extras>>;
}
