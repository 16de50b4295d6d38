import type { Interaction } from "../domain/interaction/interaction.ts";

/** An interaction as the Contact Server lists it: without its texts. wire.md 8.2 */
export type HistoryEntry = {
  readonly interaction: Interaction;
  readonly subject: string;
  /** Who owns it, or owned it last. */
  readonly owner: Owner | undefined;
  /** When work on it ended. */
  readonly endedAt: number | undefined;
};

export type Owner = {
  readonly id: string;
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
};

/** Which interactions; drafts that were thrown away are never among them. Times in milliseconds. */
export type HistoryFilter = {
  /** Of this contact and those merged into it. */
  readonly contact?: string;
  readonly thread?: string;
  /** Owned by this user, or owned last. */
  readonly owner?: string;
  /** The first moment that counts. */
  readonly from?: number;
  /** The first moment that counts no longer. */
  readonly until?: number;
  /** Words, as people write them. */
  readonly search?: string;
  /** User data that must be there with these values. */
  readonly userData?: Readonly<Record<string, unknown>>;
  readonly order: "asc" | "desc";
  readonly limit: number;
  readonly cursor?: { readonly receivedAt: number; readonly id: string };
};

export type Thread = { readonly id: string; readonly contact: string | undefined; readonly subject: string };

/** What the Contact Server tells of interactions. */
export interface HistoryReads {
  page(filter: HistoryFilter): Promise<readonly HistoryEntry[]>;
  /** Of these ids those that are there and were not thrown away. */
  entries(ids: readonly string[]): Promise<ReadonlyMap<string, HistoryEntry>>;
  thread(id: string): Promise<Thread | undefined>;
}
