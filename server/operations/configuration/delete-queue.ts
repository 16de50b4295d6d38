import type { Refusal } from "../../domain/interaction/refusals.ts";
import { isBuiltIn, type Queue } from "../../domain/queue/queue.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { rulesNamingQueue } from "../rules/naming.ts";
import { isOverflowOf, ownerRefused, type QueueChange } from "./queue-change.ts";

type Input = Pick<QueueChange, "owned">;

/** Removes a queue that is not built in and in which no e-mail lies or lay, no mail arrives, nothing overflows, and that no routing rule names; else 19. Refuses what a file owns (11). wire.md 10 */
export const deleteQueue = defineOperation<Input, undefined>(
  "DeleteQueue",
  "Configure",
  async ({ tx, target, input }) => {
    await tx.configuration.open();
    const queue = await tx.centre.queue(target);
    if (queue === undefined) return refuse({ kind: "notFound", thing: "queue", name: target });
    const owned = ownerRefused({ claims: [], ...input }, queue);
    if (owned !== undefined) return refuse(owned);
    if (isBuiltIn(queue)) return refuse(inUse(queue, "it is built in"));
    if (isOverflowOf(await tx.centre.queues(), queue)) return refuse(inUse(queue, "other queues overflow into it"));
    const naming = await rulesNamingQueue(tx, queue.name);
    if (naming !== undefined) return refuse(inUse(queue, naming));
    if (!(await tx.configuration.remove("queue", queue.id))) {
      return refuse(inUse(queue, "e-mails lie there, or mail arrives there"));
    }
    await tx.centre.changed("queue", queue.name, "DeleteQueue");
    return done(undefined);
  },
);

const inUse = ({ name }: Queue, because: string): Refusal => ({ kind: "inUse", thing: "queue", name, because });
