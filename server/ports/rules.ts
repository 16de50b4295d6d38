import type { RuleSet } from "../domain/rules/rule.ts";

/** A set of rules that counts, or counted, with who made it count, and when (wall milliseconds). */
export type PublishedRules = RuleSet & { readonly at: number; readonly by: string };

export interface RuleReads {
  /** What counts now; version 0: nothing was ever published. */
  published(): Promise<RuleSet>;
  /** The publication of that version, or the latest. */
  publication(version?: number): Promise<PublishedRules | undefined>;
  /** What is being written, as what was last published where nobody writes. */
  draft(): Promise<RuleSet>;
  /** rule → how often it held since the beginning of the day (UTC) of this wall time. */
  hitsSince(wall: number): Promise<ReadonlyMap<string, number>>;
}

export interface RuleRows {
  /** Throws `StaleWrite` when another was faster. */
  saveDraft(draft: RuleSet): Promise<void>;
  publish(set: RuleSet, by: string): Promise<void>;
  /** Counts what held today. */
  noteHits(hits: ReadonlyMap<string, number>): Promise<void>;
}
