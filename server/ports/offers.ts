import type { Consideration } from "../domain/routing/consideration.ts";

/** What routing decided by, as it is kept with the offer. */
export type KeptDecision = Consideration & {
  readonly expression: string;
  /** How many relaxations of the queue had come. */
  readonly relaxedStep: number;
  /** Steady time of the decision, against which idle times count. */
  readonly at: number;
};

export interface OfferReads {
  /** By the version that the interaction had with the offer. */
  decisions(interaction: string): Promise<ReadonlyMap<number, KeptDecision>>;
}

export interface OfferRows {
  /** Keeps it; of an interaction that is offered again and again the latest 50. */
  keep(interaction: string, version: number, decision: KeptDecision): Promise<void>;
}
