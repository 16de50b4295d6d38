import { isBuiltIn, isRouted, type Queue } from "../../domain/queue/queue.ts";
import type { BusinessHours } from "../../domain/service-level/business-hours.ts";
import type { ConfiguredQueue } from "../../queries/queue/configured.ts";
import { present } from "./viewing.ts";

/** A queue with the keys of the provisioning file, and what only the server says of it. desktop.md 13 */
export function configuredQueueShape({ queue, overflowQueue, mailboxes }: ConfiguredQueue) {
  const { id, version, name, kind, description, invitationTimeoutMs, sla, hours } = queue;
  return {
    ...{ id, version, name, kind, description, builtIn: isBuiltIn(queue) },
    ...(isRouted(queue) ? { routing: routingShape(queue, overflowQueue) } : {}),
    ...present("invitationTimeout", invitationTimeoutMs === undefined ? undefined : invitationTimeoutMs / 1_000),
    ...present("sla", sla && { replySeconds: sla.replyMs / 1_000, targetPercent: sla.targetPercent }),
    ...present("hours", hours && hoursShape(hours)),
    ...present("acknowledgement", queue.acknowledgement),
    ...present("recipientGuard", queue.recipientGuard),
    ...present("retention", queue.retention),
    mailboxes: mailboxes.map((mailbox) => ({ address: mailbox.address, name: mailbox.name })),
  };
}

const routingShape = (
  { routing: { skills, priority, relax, overflow, lastAgent = false } }: Queue,
  into: string | undefined,
) => ({
  ...{ skills, priority, lastAgent },
  relax: relax.map((step) => ({ after: step.afterMs / 1_000, skills: step.skills })),
  ...present(
    "overflow",
    overflow === undefined || into === undefined ? undefined : { after: overflow.afterMs / 1_000, queue: into },
  ),
});

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

function hoursShape({ timeZone, week, holidays }: BusinessHours) {
  const spans = (day: number) => (week[day] ?? []).map(({ from, to }) => ({ from: timeText(from), to: timeText(to) }));
  return { timeZone, holidays, ...Object.fromEntries(days.map((day, index) => [day, spans(index)])) };
}

/** `08:30` */
const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
