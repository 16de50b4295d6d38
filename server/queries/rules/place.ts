import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import type { Ruled } from "../../domain/rules/evaluate.ts";
import type { RuleFacts } from "../../domain/rules/facts.ts";
import type { Reading } from "../../ports/transaction.ts";

/** Where a mail waits, with which priority. */
export type Place = {
  /** Undefined: no mailbox of ours is named, and no rule names a queue. */
  readonly queue: Queue | undefined;
  readonly priority: number;
};

/** Where it would wait by what rules say of it. */
export async function placeBy(
  reading: Reading,
  ruled: Pick<Ruled, "queue" | "priority">,
  facts: Pick<RuleFacts, "queue">,
): Promise<Place> {
  const named = await reading.centre.queueNamed(ruled.queue ?? facts.queue);
  const queue = named !== undefined && isRouted(named) ? named : undefined;
  return { queue, priority: (queue?.routing.priority ?? 0) + ruled.priority };
}
