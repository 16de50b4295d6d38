import type { Reading, Transaction } from "./transaction.ts";

/** The one database. A change is one transaction with its events; a read sees one snapshot. architecture.md 7, 11 */
export interface Store {
  /**
   * Runs `work` in a transaction, read committed, and commits durably when `keep` says so (else everything is rolled back and the value
   * still returned); events are committed with it and the notifier is woken.
   * Runs it again, at most 3 times, after a lost race (`StaleWrite`), a deadlock or a serialisation failure.
   * Throws `NotApplied` when surely nothing happened, `OutcomeUnknown` when the reply to COMMIT was lost and nobody can be asked.
   */
  change<T>(stamp: Stamp, work: (tx: Transaction) => Promise<T>, keep?: (value: T) => boolean): Promise<T>;
  /** Runs `work` on one snapshot, read-only. Throws `NotApplied` when the database cannot be reached. */
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
}

/** Who does it; `numbered`: its events carry a fresh `referenceId`. */
export type Stamp = { readonly actor: string; readonly numbered?: boolean };

/** Nothing was applied; the caller may repeat freely. HTTP 503, SMTP 451. */
export class NotApplied extends Error {}
/** The transaction may or may not have been committed. HTTP 500, SMTP 451. */
export class OutcomeUnknown extends Error {}
/** The row changed since it was loaded: the operation is run again on what is there now. */
export class StaleWrite extends Error {}
