import assert from "node:assert/strict";
import { system } from "../domain/agent/actor.ts";
import type { DeliveryResult } from "../domain/delivery/attempt-result.ts";
import type { Attempt, Delivery } from "../domain/delivery/delivery.ts";
import { performAsSystem } from "../operations/perform.ts";
import { advanceDeliveries, type DeliveryAnswer, type DeliveryStep } from "../operations/system/advance-deliveries.ts";
import { recoverDeliveries } from "../operations/system/recover-deliveries.ts";
import type { Centre } from "./centre.ts";

/** Claims due deliveries as a process of that name, which holds no lease. */
export async function claim(centre: Centre, owner = "p1", limit = 5): Promise<readonly Delivery[]> {
  return (await advance(centre, { kind: "claim", claim: { owner, limit } })).claimed;
}

async function advance(centre: Centre, step: DeliveryStep): Promise<DeliveryAnswer> {
  const asked = { operation: advanceDeliveries, actor: system, input: [step] };
  const result = await performAsSystem(centre.performing, asked);
  assert(result.ok && result.value[0] !== undefined);
  return result.value[0];
}

export async function claimOne(centre: Centre, owner?: string): Promise<Delivery> {
  const [delivery] = await claim(centre, owner, 1);
  assert(delivery !== undefined, "nothing is due");
  return delivery;
}

/** Whether the mark was set (or withdrawn). */
export async function mark(
  centre: Centre,
  { interaction, fence }: Delivery,
  row: "MarkCommitting" | "WithdrawMark" = "MarkCommitting",
): Promise<boolean> {
  return (await advance(centre, { kind: "mark", mark: { interaction, fence, row } })).isWritten;
}

/** Takes over what processes without a lease had claimed. */
export const recover = (centre: Centre) =>
  performAsSystem(centre.performing, { operation: recoverDeliveries, actor: system, input: { limit: 10 } });

const attemptOf = (delivery: Delivery, outcome: Attempt["outcome"], code: number): Attempt => ({
  ...{ number: delivery.attempts, at: 0, host: "relay:25", code, enhancedCode: undefined, text: "said so", outcome },
});

type Ending = Pick<DeliveryResult, "row"> & Partial<DeliveryResult> & { readonly code?: number };

/** Writes how an attempt ended; whether it was written. */
export async function record(centre: Centre, delivery: Delivery, { code = 250, ...ending }: Ending): Promise<boolean> {
  const outcomes = { 2: "accepted", 4: "deferred", 5: "refused" } as const;
  const outcome = outcomes[code < 300 ? 2 : code < 500 ? 4 : 5];
  const attempt = { ...attemptOf(delivery, outcome, code), at: centre.clock.wall() };
  const { interaction, fence, messageId } = delivery;
  const known = { interaction, fence, messageId, change: {}, recipients: [] };
  const result: DeliveryResult = { ...known, attempt, error: undefined, ...ending };
  return (await advance(centre, { kind: "record", result })).isWritten;
}

/** The delivery as it is stored, with its attempts. */
export async function stored(centre: Centre, id: string) {
  const found = await centre.performing.store.read((reading) => reading.deliveries.of(id));
  assert(found !== undefined);
  return found;
}
