import type { Timeouts } from "../../domain/interaction/deadline.ts";
import type { Interaction, Position } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import { type Changed, doRow } from "../email/do-row.ts";
import { type Asked, defineOperation } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { timeoutsIn } from "../timeouts.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

type Input = Reasoned & { readonly queue: QueueReference; readonly position: "keep" | "end" };

/**
 * A supervisor puts an open interaction into a queue: with the priority and age that it has, or at the end. It overflows from there no
 * sooner than something new, and is not offered at once to whom it was taken from. wire.md 12
 */
export const moveToQueue = defineOperation<Input, Changed>("MoveToQueue", "MoveToQueue", async (asked) => {
  const { tx, input } = asked;
  const locked = await lockOpen(asked, "MoveToQueue");
  if (!locked.ok) return locked;
  const queue = await queueMeant(tx, input.queue, { operation: "MoveToQueue", kinds: "place" });
  if (!queue.ok) return queue;
  const position = input.position === "keep" ? locked.value.position : atTheEnd(queue.value, tx.now.steady);
  const moved = await doRow(asked, locked.value, "MoveToQueue", {
    ...reasoned(input),
    to: { kind: "queue", queue: queue.value.id, position },
    timeouts: overflowingFromNow(await timeoutsIn(tx, queue.value.id), position, tx.now.steady),
  });
  if (moved.ok) await pause(asked, locked.value);
  return moved;
});

/** The overflow clock counts from the arrival in the queue, which a kept position does not tell. */
const overflowingFromNow = (timeouts: Timeouts, { enqueuedAt }: Position, now: number): Timeouts =>
  timeouts.overflowMs === undefined
    ? timeouts
    : { ...timeouts, overflowMs: timeouts.overflowMs + Math.max(0, now - enqueuedAt) };

async function pause({ tx, actor }: Asked<Input>, { id, holder }: Interaction): Promise<void> {
  const { afterRejectPauseMs } = await tx.centre.settings();
  for (const user of new Set([actor.id, holder ?? actor.id])) {
    await tx.interactions.pause(id, user, tx.now.steady + afterRejectPauseMs);
  }
}
