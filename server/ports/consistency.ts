import type { StoredFile } from "./files.ts";

/** Invariants that one look into the store can show (reliability.md 4). */
export type StoredRule =
  | "I1"
  | "I2"
  | "I4"
  | "I6"
  | "I8"
  | "I10"
  | "I11"
  | "I14"
  | "I15"
  | "I16"
  | "I19"
  | "P7"
  | "deliveries"
  | "responses"
  | "threads"
  | "contacts"
  | "history"
  | "jobs";

/** What breaks a rule: the id of a thing, and what is wrong with it. */
export type Breach = { readonly subject: string; readonly because: string };

/** A place in the journal: the last `seq` that was looked at, and its hash. */
export type ChainPlace = { readonly seq: number; readonly hash: string };

export interface ConsistencyReads {
  /** What breaks the rule, at most `limit`. */
  breaches(rule: StoredRule, limit: number): Promise<readonly Breach[]>;
  /** Hashes the audited journal rows behind a place anew, at most `limit`; `brokenAt` is the first whose `seq` or hash is not what it must be. */
  walkChain(
    from: ChainPlace,
    limit: number,
  ): Promise<{ readonly to: ChainPlace; readonly count: number; readonly brokenAt: number | undefined }>;
  /** Where the sequencer says that the chain ends. */
  chainHead(): Promise<ChainPlace>;
  /** Since when (wall time in milliseconds) the oldest waits in a queue that is offered to nobody; undefined when none does. */
  unroutedSince(): Promise<number | undefined>;
  /** Files that rows name, each once, in the order of names, behind this one. */
  filesNamed(after: string, limit: number): Promise<readonly StoredFile[]>;
}
