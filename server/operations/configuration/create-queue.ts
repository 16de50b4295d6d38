import { noRouting, type Queue } from "../../domain/queue/queue.ts";
import type { StoredQueue } from "../../ports/centre.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { claimRefused } from "./claims.ts";
import { type QueueChange, queueAfter } from "./queue-change.ts";

type Input = QueueChange & { readonly name: string };

/** A new queue; inbound unless it says otherwise. Refuses a used name (18). wire.md 10.2 */
export const createQueue = defineOperation<Input, StoredQueue>(
  "CreateQueue",
  "Configure",
  async ({ tx, world, input }) => {
    await tx.configuration.open();
    const claimed = claimRefused(input.claims, "");
    if (claimed !== undefined) return refuse(claimed);
    const queue = await queueAfter(tx, { ...blank, id: world.ids.guid(), name: "" }, input);
    if (!queue.ok) return queue;
    await tx.centre.saveQueue(queue.value);
    await tx.centre.changed("queue", queue.value.name, "CreateQueue");
    return done((await tx.centre.queue(queue.value.id)) ?? { ...queue.value, version: 1 });
  },
);

const blank: Omit<Queue, "id" | "name"> = {
  description: "",
  kind: "inbound",
  routing: noRouting,
  invitationTimeoutMs: undefined,
};
