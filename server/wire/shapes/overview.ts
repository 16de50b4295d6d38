import type { Overview } from "../../queries/supervisor/overview.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** What waits, who does what, how mail goes out. wire.md 12 */
export const overviewShape = ({ queues, agents, deliveries }: Overview) => ({
  queues: queues.map(({ queue, waiting, oldestReceivedAt, invited }) => ({
    id: queue.id,
    name: queue.name,
    kind: queue.kind,
    waiting,
    ...(oldestReceivedAt === undefined ? {} : { oldestReceivedAt: isoTime(oldestReceivedAt) }),
    invited,
  })),
  agents: agents.map(({ id, userName, channel, invited, processing, composing, capacity }) => ({
    userId: id,
    userName,
    state: channel.state,
    ...present("reason", channel.reason),
    since: isoTime(channel.since),
    ...{ invited, processing, composing, capacity },
  })),
  deliveries,
});
