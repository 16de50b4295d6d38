import { atTheEnd } from "../../domain/queue/position.ts";
import type { Changed } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { intoQueue } from "./into-queue.ts";
import { lockOpen, type Reasoned } from "./lock-open.ts";

type Input = Reasoned & { readonly queue: QueueReference; readonly position: "keep" | "end" };

/** A supervisor puts an open interaction into a queue: with the priority and age that it has, or at the end. wire.md 12 */
export const moveToQueue = defineOperation<Input, Changed>("MoveToQueue", "MoveToQueue", async (asked) => {
  const { tx, input } = asked;
  const locked = await lockOpen(asked, "MoveToQueue");
  if (!locked.ok) return locked;
  const queue = await queueMeant(tx, input.queue, { operation: "MoveToQueue", kinds: "place" });
  if (!queue.ok) return queue;
  const position = input.position === "keep" ? locked.value.position : atTheEnd(queue.value, tx.now.steady);
  return intoQueue(asked, locked.value, { queue: queue.value.id, position });
});
