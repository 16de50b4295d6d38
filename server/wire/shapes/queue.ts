import { isRouted, type Routing } from "../../domain/queue/queue.ts";
import type { QueueFound } from "../../queries/queue/list.ts";
import { isoTime } from "./times.ts";
import { located, paths } from "./uris.ts";
import { present } from "./viewing.ts";

/** wire.md 10.2 */
export const queueShape = ({ queue, waiting, oldestReceivedAt, overflowQueue }: QueueFound, publicUrl: string) => ({
  id: queue.id,
  name: queue.name,
  description: queue.description,
  channel: "email",
  internal: false,
  ...located(publicUrl, paths.queue(queue.id)),
  kind: queue.kind,
  waiting,
  ...(oldestReceivedAt === undefined ? {} : { oldestReceivedAt: isoTime(oldestReceivedAt) }),
  ...(isRouted(queue) ? { routing: routingShape(queue.routing, overflowQueue) } : {}),
  ...present(
    "invitationTimeout",
    queue.invitationTimeoutMs === undefined ? undefined : seconds(queue.invitationTimeoutMs),
  ),
});

/** As in the provisioning file. product.md */
const routingShape = ({ skills, priority, relax, overflow }: Routing, overflowQueue: string | undefined) => ({
  skills,
  priority,
  relax: relax.map((step) => ({ after: seconds(step.afterMs), skills: step.skills })),
  ...(overflow === undefined || overflowQueue === undefined
    ? {}
    : { overflow: { after: seconds(overflow.afterMs), queue: overflowQueue } }),
});

const seconds = (ms: number): number => ms / 1000;
