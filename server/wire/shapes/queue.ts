import type { QueueFound } from "../../queries/queue/list.ts";
import { isoTime } from "./times.ts";
import { located, paths } from "./uris.ts";

/** wire.md 10.2 */
export const queueShape = ({ queue, waiting, oldestReceivedAt }: QueueFound, publicUrl: string) => ({
  id: queue.id,
  name: queue.name,
  description: queue.description,
  channel: "email",
  internal: false,
  ...located(publicUrl, paths.queue(queue.id)),
  kind: queue.kind,
  waiting,
  ...(oldestReceivedAt === undefined ? {} : { oldestReceivedAt: isoTime(oldestReceivedAt) }),
});
