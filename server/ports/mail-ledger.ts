import type { UidOutcome } from "../domain/mail/mailbox-account.ts";

/** A UTC day, `2026-11-28`. */
export type Day = string;

/** What came to a mailbox on one day, by what became of it. */
export type LedgerDay = {
  readonly day: Day;
  readonly uids: Readonly<Partial<Record<UidOutcome, number>>>;
  /** accepted, repeated, refused:<reason> */
  readonly transactions: Readonly<Record<string, number>>;
  /** Accounts that name an interaction which is not there, and mails counted that are not there. */
  readonly unaccounted: number;
};

/** A message that brought no ordinary interaction. */
export type NamedUid = {
  readonly day: Day;
  readonly uid: number;
  readonly uidValidity: string;
  readonly folder: string;
  readonly outcome: UidOutcome;
  readonly interaction: string | undefined;
};

export interface MailLedgerReads {
  /** Days on which something came, in order; both ends included. */
  days(mailbox: string, from: Day, to: Day): Promise<readonly LedgerDay[]>;
  /** Messages with a reason of their own, the newest first; those from before the wanted date and repeats, which may be many, behind the others. */
  named(mailbox: string, from: Day, to: Day, limit: number): Promise<readonly NamedUid[]>;
  /** Per mailbox, when mail last came by SMTP, in wall milliseconds. */
  lastBySmtp(): Promise<ReadonlyMap<string, number>>;
  /** The mail that came in last, by whatever way. */
  lastIn(): Promise<{ readonly at: number; readonly from: string } | undefined>;
  /** When mail from this address was last taken by the next hop. */
  lastSent(address: string): Promise<number | undefined>;
}

export interface MailLedgerRows {
  /** `at`: wall milliseconds, which decide the day. */
  tally(tallies: readonly Tally[], at: number): Promise<void>;
}

export type Tally = { readonly mailbox: string; readonly outcome: string; readonly count: number };
