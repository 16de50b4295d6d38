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

export interface DeliveryRows {
  create(delivery: Delivery): Promise<void>;
  /**
   * Takes up to `limit` due deliveries for this process: state sending, stage open, fence + 1, attempt + 1, one statement. Oldest first.
   * While all outgoing mail is held only those that were released by themselves. `recipientsMax`: as many as have no more recipients
   * together.
   */
  claimDue(claim: {
    readonly owner: string;
    readonly now: number;
    readonly limit: number;
    readonly recipientsMax?: number | undefined;
  }): Promise<readonly Delivery[]>;
  /** What an account has sent lately, locked until the end of the transaction. */
  lockQuota(account: string): Promise<QuotaState>;
  saveQuota(account: string, state: QuotaState): Promise<void>;
  /** Writes the delivery when its fence is still `delivery.fence`; false when another took it over. */
  save(delivery: Delivery): Promise<boolean>;
  /** Keeps an attempt; what is known later of the same one replaces what was known before. */
  addAttempt(interaction: string, attempt: Attempt): Promise<void>;
  /** Keeps what became of single recipients; the last word counts. `at`: wall time in milliseconds. */
  noteRecipients(interaction: string, outcomes: readonly RecipientOutcome[], at: number): Promise<void>;
  /** What became of these is open again. */
  forgetRecipients(interaction: string, addresses: readonly string[]): Promise<void>;
  /** Whether the next hop has taken these bytes for one of the recipients. */
  wasAccepted(interaction: string): Promise<boolean>;
  lock(interaction: string): Promise<Delivery | undefined>;
  /** Takes over deliveries in state sending whose owner is not alive: locked, with a raised fence (reliability.md 2.7). */
  orphaned(limit: number): Promise<readonly Delivery[]>;
  /** Begins a round: from the commit on nothing is claimed, or everything is. */
  setHold(isHeld: boolean, note: string | undefined): Promise<void>;
}
