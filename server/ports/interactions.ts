import type { Actor } from "../domain/agent/actor.ts";
import type { Content } from "../domain/interaction/content.ts";
import type { InteractionEvent } from "../domain/interaction/events.ts";
import type {
  DeliveryState,
  Interaction,
  Position,
  Requirement,
  Shelf,
  State,
} from "../domain/interaction/interaction.ts";

/** An interaction with its present content: what shapes need. */
export type WithContent = { readonly interaction: Interaction; readonly content: Content };

/** Filters and page of the operators' list; `cursor` is the last id and time of the page before. */
export type InteractionFilter = {
  readonly states?: readonly State[];
  readonly queue?: string;
  readonly holder?: string;
  readonly contact?: string;
  readonly thread?: string;
  readonly messageId?: string;
  readonly search?: string;
  readonly limit: number;
  readonly cursor?: { readonly receivedAt: number; readonly id: string };
};

export interface InteractionReads {
  /** The only way to load by a client's id: undefined when the actor may not read it (wire.md 5.19). */
  visible(id: string, actor: Actor): Promise<Interaction | undefined>;
  /** Whether its message has been read; drafts always are. */
  isRead(id: string): Promise<boolean>;
  /** By an id of our own. */
  byId(id: string): Promise<Interaction | undefined>;
  content(id: string): Promise<Content | undefined>;
  contents(ids: readonly string[]): Promise<ReadonlyMap<string, Content>>;
  /** All Invited, Processing and Composing interactions of the user, oldest first. */
  heldBy(user: string): Promise<readonly WithContent[]>;
  /** The same of several users, as far as the actor may read it (wire.md 5.19). */
  heldByEach(users: readonly string[], actor: Actor): Promise<readonly WithContent[]>;
  /** A page of all interactions, oldest first. */
  page(filter: InteractionFilter): Promise<readonly WithContent[]>;
  /** How many interactions lie on the shelves of these users and groups, per workbin id. Bounded: counts stop at 10,000. */
  shelvedCounts(owners: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What lies on a shelf, last placed first; `before` is the last place of the page before. */
  onShelf(
    shelf: Shelf,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly (WithContent & { readonly place: number })[]>;
  /** How many are offered to somebody, per queue. Bounded: the first 10,000 are counted. */
  invitedCounts(): Promise<ReadonlyMap<string, number>>;
  /** For routing: per queue, requirement and priority the first `limit` waiting ones. */
  waiting(queue: string, limit: number): Promise<readonly WaitingRow[]>;
  /** Routed queues in which something waits. */
  queuesWaiting(): Promise<readonly string[]>;
  /** Ids of interactions whose deadline is due at steady time `now`, oldest first. */
  due(now: number, limit: number): Promise<readonly DueRow[]>;
}

export type WaitingRow = {
  readonly id: string;
  readonly position: Position;
  readonly requirement: Requirement | undefined;
  /** Agents for whom `afterRejectPause` runs. */
  readonly paused: readonly string[];
  /** User name of the contact's last agent, as its user data says (wire.md 5.18). */
  readonly lastAgent: string | undefined;
  /** When the first of these pauses ends (steady time). */
  readonly pauseEnds: number | undefined;
};

export type DueRow = { readonly interaction: string; readonly row: string; readonly due: number };

export type NewInteraction = {
  readonly interaction: Interaction;
  readonly content: Content;
  readonly event: InteractionEvent;
};

export type DeliveryChange = {
  readonly before: Interaction;
  readonly state: DeliveryState;
  readonly event: InteractionEvent;
};

export interface InteractionRows {
  /** New rows with their contents, deadlines and events. */
  create(made: readonly NewInteraction[]): Promise<void>;
  /**
   * Writes what `step()` returned, conditional on the version before; then timers, who held it, and the events. Throws `StaleWrite`
   * when another was faster. `content` when the step points to a new one.
   */
  save(
    outcome: {
      readonly interaction: Interaction;
      readonly before: Interaction;
      readonly events: readonly InteractionEvent[];
    },
    content?: Content,
  ): Promise<void>;
  /** Not offered to the agent again until steady time `until`. */
  pause(interaction: string, agent: string, until: number): Promise<void>;
  /** Whether such a pause runs now. */
  isPaused(interaction: string, agent: string): Promise<boolean>;
  /** Locks the row until the end of the transaction and loads it. */
  lock(id: string): Promise<Interaction | undefined>;
  /** The same for several, in the order of their ids; by id. */
  lockAll(ids: readonly string[]): Promise<ReadonlyMap<string, Interaction>>;
  /**
   * Writes what reading made of a received mail, with its content and the words that it is found by, in one statement: each mail passes
   * here. From now on it may be offered. Neither version nor deadline change, and nobody is told. Throws `StaleWrite`.
   */
  saveReading(after: Interaction, before: Interaction, content: Content): Promise<void>;
  /** Locks the interactions of a thread in the order of their ids, at most `limit` of them; returns the ids. */
  lockThread(thread: string, limit: number): Promise<readonly string[]>;
  /** Delivery states beside interactions, each another one, with their events (version + 1 when told), in one statement. */
  setDeliveries(changed: readonly DeliveryChange[]): Promise<void>;
}
