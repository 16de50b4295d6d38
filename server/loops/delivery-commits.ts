import { system } from "../domain/agent/actor.ts";
import type { DeliveryResult } from "../domain/delivery/attempt-result.ts";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { advanceDeliveries, type DeliveryAnswer, type DeliveryStep } from "../operations/system/advance-deliveries.ts";
import type { Claim } from "../operations/system/claim-deliveries.ts";
import type { Mark } from "../operations/system/mark-committing.ts";
import type { Settings } from "../ports/centre.ts";
import { createGather, type GatherOptions } from "./gather.ts";

/** What attempts write, and the sender before them, several in one commit. */
export type DeliveryCommits = {
  /** Deliveries that are this process's from now on. */
  claim(claim: Claim): Promise<readonly Delivery[]>;
  /** Whether the mark was set, or withdrawn. */
  mark(mark: Mark): Promise<boolean>;
  /** Whether the outcome was written. */
  record(result: DeliveryResult): Promise<boolean>;
  settings(): Promise<Settings>;
};

const batchMax = 50;

/**
 * Group commit for what comes at the same time: while one commit runs the next gathers, so ten connections share the syncs of their marks
 * (mail.md 11.3 step 3), and their outcomes share others with the next claims. A connection waits for its mark alone, so that is no part
 * of the longer commits. `turn` as in `createGather`. Each is durable when its promise resolves, and throws by itself.
 */
export function deliveryCommits(performing: Performing, turn?: GatherOptions["turn"]): DeliveryCommits {
  const options = { batchMax, ...(turn === undefined ? {} : { turn }) };
  const advancing = () =>
    createGather<DeliveryStep, DeliveryAnswer>(async (batch) => {
      const result = await performAsSystem(performing, { operation: advanceDeliveries, actor: system, input: batch });
      return result.ok ? result.value : batch.map(() => nothing);
    }, options);
  const [marks, steps] = [advancing(), advancing()];
  const looks = createGather<undefined, Settings>(async (batch) => {
    const settings = await performing.store.read((reading) => reading.centre.settings());
    return batch.map(() => settings);
  }, options);
  return {
    claim: async (claim) => (await steps.add({ kind: "claim", claim })).claimed,
    mark: async (mark) => (await marks.add({ kind: "mark", mark })).isWritten,
    record: async (result) => (await steps.add({ kind: "record", result })).isWritten,
    settings: () => looks.add(undefined),
  };
}

const nothing: DeliveryAnswer = { isWritten: false, claimed: [] };
