import type { Event, RecordedEvent } from "../domain/interaction/events.ts";

export interface JournalReads {
  /** Events after a position, in order. */
  after(position: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Audited events with a `seq` above, in order. */
  audit(since: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Audited events, newest first: at most `limit`, and no more than some thousand are looked at. `next`: where that ended; undefined: there is nothing further. */
  search(
    asked: AuditSearch,
  ): Promise<{ readonly rows: readonly RecordedEvent[]; readonly next: AuditPlace | undefined }>;
  /** Audited events of one interaction with a `seq` above `since`, oldest first. */
  ofInteraction(id: string, since: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** The hash of an audited event; undefined: there is none of that `seq`. */
  hashOf(seq: number): Promise<string | undefined>;
  lastPosition(): Promise<number>;
  /** What the user's `Idempotency-Key` stands for; undefined for a new one, and while its first request runs. */
  answerTo(user: string, key: string): Promise<RememberedAnswer | undefined>;
  /** Whether committed events wait for their number. */
  isBehind(): Promise<boolean>;
}

/** A place in the audit by time. `at`: wall milliseconds. */
export type AuditPlace = { readonly at: number; readonly seq: number };

/** Which events; what is undefined does not matter. Times are wall milliseconds. */
export type AuditSearch = {
  /** User id, or `system`. */
  readonly actor: string | undefined;
  readonly operation: string | undefined;
  readonly object: AuditObject | undefined;
  /** The first moment. */
  readonly from: number | undefined;
  /** The first moment after it. */
  readonly to: number | undefined;
  /** Where the page before ended. */
  readonly before: AuditPlace | undefined;
  readonly limit: number;
};

/** An interaction by its id; else what was configured by its name, a contact by its id, or a user. */
export type AuditObject =
  | { readonly interaction: string }
  | { readonly name: string; readonly user: string | undefined };

export interface JournalRows {
  append(event: Event): Promise<void>;
  /** Numbers up to `limit` committed events, oldest first, under the sequencer's lock; returns these. */
  number(limit: number): Promise<readonly RecordedEvent[]>;
  /** The remembered answer of a key; "running" while its first request runs; else undefined, and the key is locked until the end of the transaction. */
  rememberedAnswer(user: string, key: string): Promise<RememberedAnswer | "running" | undefined>;
  remember(user: string, key: string, answer: GivenAnswer): Promise<void>;
  /** Notes a key whose request is many transactions, with status 0, or its answer at the end: what was noted before is replaced. */
  noteKey(user: string, key: string, answer: GivenAnswer): Promise<void>;
  /** The key of a request of many transactions is free again. */
  forgetKey(user: string, key: string): Promise<void>;
}

type GivenAnswer = { readonly requestHash: string; readonly status: number; readonly body: string };

/** `at`: since when, steady time in milliseconds. */
export type RememberedAnswer = GivenAnswer & { readonly at?: number };
