import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import type { AgentLoad } from "../../ports/agents.ts";
import { defineQuery, found } from "../query.ts";
import { countedQueues, type QueueFound } from "../queue/list.ts";

export type Overview = {
  readonly queues: readonly (QueueFound & { readonly invited: number })[];
  readonly agents: readonly AgentLoad[];
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
};

/** What a wallboard polls: what waits where, who does what, how mail goes out, on one snapshot. Counts stop at 10,000. wire.md 12 */
export const readOverview = defineQuery<unknown, Overview>("ReadOverview", "ReadOverview", async ({ reading }) => {
  const invited = await reading.interactions.invitedCounts();
  const queues = await countedQueues(reading, await reading.centre.queues());
  return found({
    queues: queues.map((one) => ({ ...one, invited: invited.get(one.queue.id) ?? 0 })),
    agents: await reading.agents.loads(),
    deliveries: await reading.deliveries.boundedCounts(),
  });
});
