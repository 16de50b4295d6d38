import type { Attempt, Delivery, RecipientOutcome } from "../domain/delivery/delivery.ts";
import type { OutgoingHold } from "../domain/delivery/hold.ts";
import type { QuotaState } from "../domain/delivery/quota.ts";
import type { DeliveryState } from "../domain/interaction/interaction.ts";

export interface DeliveryReads {
  /** The delivery of an interaction, with its attempts oldest first (at most 50), and the recipients that fared differently. */
  of(interaction: string): Promise<
    | {
        readonly delivery: Delivery;
        readonly attempts: readonly Attempt[];
        readonly recipients: readonly RecipientOutcome[];
      }
    | undefined
  >;
  counts(): Promise<Readonly<Partial<Record<DeliveryState, number>>>>;
  /** How many are in each state, all states named. Bounded: counts stop at 10,000. */
  boundedCounts(): Promise<Readonly<Record<DeliveryState, number>>>;
  /** Present states of these interactions' deliveries. */
  states(interactions: readonly string[]): Promise<ReadonlyMap<string, DeliveryState>>;
  /** Whether all outgoing mail is held. */
  hold(): Promise<OutgoingHold>;
  /** Interactions whose deliveries have not heard of the present round and must change, in the order of ids. */
  behindHold(limit: number): Promise<readonly string[]>;
}

export type AttemptOf = { readonly interaction: string; readonly attempt: Attempt };

export interface DeliveryRows {
  create(delivery: Delivery): Promise<void>;
  /**
   * Takes up to `limit` due deliveries for this process: state sending, stage open, fence + 1, attempt + 1, one statement. Oldest first.
   * While all outgoing mail is held (`hold`) only those that were released by themselves. `recipients`: as many as have at most `max`
   * together; `evenFirst`: and the oldest, however many it has.
   */
  claimDue(claim: {
    readonly owner: string;
    readonly now: number;
    readonly limit: number;
    readonly hold: OutgoingHold;
    readonly recipients?: { readonly max: number; readonly evenFirst: boolean } | undefined;
  }): Promise<readonly Delivery[]>;
  /** What an account has sent lately, locked until the end of the transaction. */
  lockQuota(account: string): Promise<QuotaState>;
  saveQuota(account: string, state: QuotaState): Promise<void>;
  /** Writes the delivery when its fence is still `delivery.fence`; false when another took it over. */
  save(delivery: Delivery): Promise<boolean>;
  /** The same for several, each of another interaction; value: the interactions of those that were written. */
  saveAll(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>>;
  /** Keeps attempts, each another one; what is known later of the same one replaces what was known before. */
  addAttempts(attempts: readonly AttemptOf[]): Promise<void>;
  /** Keeps what became of single recipients; the last word counts. `at`: wall time in milliseconds. */
  noteRecipients(interaction: string, outcomes: readonly RecipientOutcome[], at: number): Promise<void>;
  /** What became of these is open again. */
  forgetRecipients(interaction: string, addresses: readonly string[]): Promise<void>;
  /** Whether the next hop has taken these bytes for one of the recipients. */
  wasAccepted(interaction: string): Promise<boolean>;
  lock(interaction: string): Promise<Delivery | undefined>;
  /** The same for several, in the order of their ids; by interaction. */
  lockAll(interactions: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  /**
   * Takes over deliveries in state sending whose owner is not alive: locked, with a raised fence (reliability.md 2.7). `own`: and those of
   * this owner that are not under way.
   */
  orphaned(
    limit: number,
    own?: { readonly owner: string; readonly underWay: readonly string[] },
  ): Promise<readonly Delivery[]>;
  /** The hold, and no round begins before the transaction ends. */
  lockHold(): Promise<OutgoingHold>;
  /** Begins a round: from the commit on nothing is claimed or marked, or everything is. */
  setHold(isHeld: boolean, note: string | undefined): Promise<void>;
}
