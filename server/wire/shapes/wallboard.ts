import type { Actor } from "../../domain/agent/actor.ts";
import type { Attention } from "../../domain/service-level/attention.ts";
import type { WallboardFound, WallboardQueue } from "../../queries/supervisor/wallboard.ts";
import { agentShape } from "./agent-on-board.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** The room as whoever asks sees it. desktop.md 7, 13 */
export const wallboardShape = (found: WallboardFound, viewer: Actor) => ({
  ...numbersShape(found, viewer),
  ...present("group", found.group && { id: found.group.id, name: found.group.name }),
  queues: found.queues.map((one) => queueShape(one, found.at)),
  agents: found.agents.map((one) => agentShape(one, viewer)),
});

/** What is told whole each time. Causes of alarms are not for screens on a wall. */
export function numbersShape({ at, queues, agents, ready, attention, deliveries }: WallboardFound, viewer: Actor) {
  const sum = (part: (queue: WallboardQueue) => number): number => queues.reduce((total, one) => total + part(one), 0);
  return {
    asOf: isoTime(at),
    totals: {
      waiting: sum(({ waiting }) => waiting),
      offered: sum(({ offered }) => offered),
      inWork: sum(({ inWork }) => inWork),
      ready,
      arrivalsPerHour: sum(({ arrivalsPerHour }) => arrivalsPerHour),
      donePerHour: sum(({ donePerHour }) => donePerHour),
      done: agents.reduce((total, { done }) => total + done, 0),
      ...present("slaPercent", slaOf(queues.filter(({ queue }) => queue.sla !== undefined))),
    },
    attention: attention.map((one) => attentionShape(one, viewer.kind !== "display")),
    deliveries,
  };
}

function slaOf(promised: readonly WallboardQueue[]): number | undefined {
  const judged = promised.reduce((total, one) => total + one.judged, 0);
  const inTime = promised.reduce((total, one) => total + one.inTime, 0);
  return judged === 0 ? undefined : Math.floor((inTime * 100) / judged);
}

const attentionShape = ({ since, text, ...one }: Attention, isForPeople: boolean) => ({
  ...one,
  ...present("since", since === undefined ? undefined : isoTime(since)),
  ...present("text", isForPeople ? text : undefined),
});

export const queueShape = ({ queue, oldestReceivedAt, emptyAt, ...one }: WallboardQueue, at: number) => ({
  id: queue.id,
  name: queue.name,
  waiting: one.waiting,
  ...(oldestReceivedAt === undefined
    ? {}
    : {
        oldestReceivedAt: isoTime(oldestReceivedAt),
        oldestSeconds: Math.max(0, Math.floor((at - oldestReceivedAt) / 1_000)),
      }),
  offered: one.offered,
  inWork: one.inWork,
  ready: one.ready,
  capable: one.capable,
  arrivalsPerHour: one.arrivalsPerHour,
  donePerHour: one.donePerHour,
  ...present("slaPercent", one.slaPercent),
  slaBase: one.judged,
  ...present("targetPercent", queue.sla?.targetPercent),
  trend: one.trend,
  // To the minute: it moves with every moment that passes.
  ...present("emptyAt", emptyAt === undefined ? undefined : isoTime(Math.ceil(emptyAt / minuteMs) * minuteMs)),
  ...present("agentsShort", one.agentsShort),
  level: one.level,
});

const minuteMs = 60_000;
