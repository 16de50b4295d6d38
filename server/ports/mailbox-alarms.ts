import type { Alarm } from "../domain/mail/mailbox-alarms.ts";
import type { UsualMail } from "../domain/mail/usual-mail.ts";

/** An alarm as it was told. Wall milliseconds. */
export type ToldAlarm = Alarm & { readonly mailbox: string; readonly since: number };

export interface MailboxAlarmReads {
  all(): Promise<readonly ToldAlarm[]>;
}

export interface MailboxAlarmRows {
  /** Lets one process watch at a time, until the transaction ends. */
  lock(): Promise<void>;
  /** Counts mail that came since it was counted last, and forgets what is older than the window. */
  countMail(): Promise<void>;
  /** What is usual of each mailbox that ever got mail. Needs `countMail`. */
  usual(): Promise<ReadonlyMap<string, UsualMail>>;
  /** Those of the mailbox, in place of all that were; what was there before stays since when it was. */
  replace(mailbox: string, alarms: readonly Alarm[]): Promise<void>;
}
