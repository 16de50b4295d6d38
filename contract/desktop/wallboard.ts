import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { deliveryStates, time } from "../gws/resource.ts";
import { agentOnBoard } from "./agents.ts";

/** `?group=`: name or id; only its agents, and the queues that one of them could take from. desktop.md 13 */
export const wallboardQuery = z.object({ group: z.string().max(1_000).optional() });

const queueOnBoard = z.strictObject({
  id: z.string(),
  name: z.string(),
  waiting: z.int(),
  oldestReceivedAt: time.optional(),
  oldestSeconds: z.int().optional(),
  /** Of what waits: offered to somebody at the moment. */
  offered: z.int(),
  inWork: z.int(),
  /** Logged-in agents with the skills who are Ready, and all of them. */
  ready: z.int(),
  capable: z.int(),
  /** In the last hour; rates and percentages look at what was received within a day, or became due within one. */
  arrivalsPerHour: z.int(),
  donePerHour: z.int(),
  /** Of `slaBase` that are done or overdue, so many percent were done in time, by the queue's hours; absent without a promise or without any. */
  slaPercent: z.int().optional(),
  slaBase: z.int(),
  targetPercent: z.number().optional(),
  /** Arrivals in each of the last 48 times five minutes, the latest last. */
  trend: z.array(z.int()),
  /** At the pace of the last hour, to the minute; absent when nothing waits or the queue grows. */
  emptyAt: time.optional(),
  /** When it grows: how many more agents would stop that. */
  agentsShort: z.int().optional(),
  level: z.enum(["late", "soon", "fine"]),
});

/** What somebody should look at, the worst first. */
const attention = z.strictObject({
  /** Past what was promised; waits and nobody who is there could take it; a mailbox with an alarm; mail that did not go out, or may not have. */
  kind: z.enum(["overdue", "nobody", "mailbox", "failed", "unknown", "held"]),
  level: z.enum(["late", "soon"]),
  queue: z.string().optional(),
  mailbox: z.string().optional(),
  count: z.int().optional(),
  since: time.optional(),
  /** The cause, in words; not on display screens. */
  text: z.string().optional(),
});

const numbers = {
  asOf: time,
  totals: z.strictObject({
    waiting: z.int(),
    offered: z.int(),
    inWork: z.int(),
    /** Agents who are Ready. */
    ready: z.int(),
    arrivalsPerHour: z.int(),
    donePerHour: z.int(),
    /** By agents, today by UTC. */
    done: z.int(),
    /** Of what was promised in any queue, within a day; absent where nothing is done or overdue. */
    slaPercent: z.int().optional(),
  }),
  attention: z.array(attention),
  /** How outgoing mail fares, by state; counts stop at 10,000. */
  deliveries: z.record(z.enum(deliveryStates), z.int()),
};

/** `GET /wallboard`. desktop.md 7, 13 */
export const wallboardAnswer = answerWith({
  ...numbers,
  group: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  queues: z.array(queueOnBoard),
  agents: z.array(agentOnBoard),
});

/** Topic `/wallboard`, or `/wallboard/{groupId}`, at most once a second: the numbers whole, of rows what has changed. What is not newer than what was read is ignored. */
export const wallboardMessage = z.strictObject({
  ...numbers,
  queues: z.array(queueOnBoard),
  agents: z.array(agentOnBoard),
  /** Ids. */
  removedQueues: z.array(z.string()),
  removedAgents: z.array(z.string()),
});

export type WallboardAnswer = z.infer<typeof wallboardAnswer>;
export type WallboardMessage = z.infer<typeof wallboardMessage>;
