import type { Queue } from "../../domain/queue/queue.ts";
import type { StoredQueue } from "../../ports/centre.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { rulesNamingQueue } from "../rules/naming.ts";
import { claimRefused } from "./claims.ts";
import { kindStays } from "./kinds-in-use.ts";
import { isOverflowOf, ownerRefused, type QueueChange, queueAfter } from "./queue-change.ts";

/** Changes a queue. Another kind only while nothing lies there, arrives there or overflows into it, and another name or kind only while no routing rule names it (19). Refuses a stale version (2/409) and what a file owns (11). wire.md 10.2 */
export const changeQueue = defineOperation<QueueChange, StoredQueue>("ChangeQueue", "Configure", async (asked) => {
  const { tx, target, input, expectedVersion } = asked;
  await tx.configuration.open();
  const before = await tx.centre.queue(target);
  if (before === undefined) return refuse({ kind: "notFound", thing: "queue", name: target });
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    return refuse({ kind: "staleVersion", given: expectedVersion, present: before.version });
  }
  const refusal = claimRefused(input.claims, before.id) ?? ownerRefused(input, before);
  if (refusal !== undefined) return refuse(refusal);
  const queue = await queueAfter(tx, before, input);
  if (!queue.ok) return queue;
  if (queue.value.kind !== before.kind) {
    const isUsed = isOverflowOf(await tx.centre.queues(), before) || (await tx.configuration.isQueueUsed(before.id));
    if (isUsed) return refuse({ kind: "inUse", thing: "queue", name: before.name, because: kindStays });
  }
  if (written(queue.value) === written(before)) return done(before);
  const isSame = queue.value.name === before.name && queue.value.kind === before.kind;
  const naming = isSame ? undefined : await rulesNamingQueue(tx, before.name);
  if (naming !== undefined) return refuse({ kind: "inUse", thing: "queue", name: before.name, because: naming });
  await tx.centre.saveQueue(queue.value);
  await tx.centre.changed("queue", queue.value.name, "ChangeQueue");
  return done((await tx.centre.queue(before.id)) ?? before);
});

/** All properties in one order: what comes from the database has its keys in another. */
const written = (queue: Queue): string =>
  JSON.stringify({ ...queue, version: undefined }, (_, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
