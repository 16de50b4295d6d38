import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { type Mark, markCommitting } from "../operations/system/mark-committing.ts";
import { type DeliveryResult, recordDelivery } from "../operations/system/record-delivery.ts";
import type { Settings } from "../ports/centre.ts";
import { createGather, type GatherOptions } from "./gather.ts";

/** What attempts write, several in one commit. */
export type DeliveryCommits = {
  /** Whether the mark was set, or withdrawn. */
  mark(mark: Mark): Promise<boolean>;
  /** Whether the outcome was written. */
  record(result: DeliveryResult): Promise<boolean>;
  settings(): Promise<Settings>;
};

const batchMax = 50;

/**
 * Group commit for attempts that come to the same point at the same time: while one commit runs the next gathers, so ten connections share
 * the syncs of their marks and outcomes (mail.md 11.3 step 3). `turn` as in `createGather`. Each is durable when its promise resolves, and throws by itself.
 */
export function deliveryCommits(performing: Performing, turn?: GatherOptions["turn"]): DeliveryCommits {
  const options = { batchMax, ...(turn === undefined ? {} : { turn }) };
  const marks = createGather<Mark, boolean>(
    async (batch) =>
      valuesOf(await performAsSystem(performing, { operation: markCommitting, actor: system, input: batch }), batch),
    options,
  );
  const results = createGather<DeliveryResult, boolean>(
    async (batch) =>
      valuesOf(await performAsSystem(performing, { operation: recordDelivery, actor: system, input: batch }), batch),
    options,
  );
  const looks = createGather<undefined, Settings>(async (batch) => {
    const settings = await performing.store.read((reading) => reading.centre.settings());
    return batch.map(() => settings);
  }, options);
  return { mark: marks.add, record: results.add, settings: () => looks.add(undefined) };
}

const valuesOf = (
  result: { readonly ok: true; readonly value: readonly boolean[] } | { readonly ok: false },
  batch: readonly unknown[],
): readonly boolean[] => (result.ok ? result.value : batch.map(() => false));
