import { type Agent, isThere } from "../../domain/agent/agent.ts";
import { groupMeant } from "../../domain/agent/named-group.ts";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import { meets, parseSkillExpression } from "../../domain/routing/skill-expression.ts";
import { type Attention, attentionOf } from "../../domain/service-level/attention.ts";
import { lastOverdue } from "../../domain/service-level/business-hours.ts";
import { dueSteps } from "../../domain/service-level/due-steps.ts";
import { type Outlook, outlook } from "../../domain/service-level/outlook.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import type { Named } from "../../ports/centre.ts";
import type { PromisedQueue, QueuePace } from "../../ports/paces.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";
import { countedQueues, type QueueFound } from "../queue/list.ts";

export type WallboardQueue = QueueFound &
  Outlook &
  Omit<QueuePace, "queue"> & {
    readonly offered: number;
    /** Logged-in agents with the skills, and those of them who are Ready. */
    readonly capable: number;
    readonly ready: number;
  };

export type WallboardFound = {
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly group: Named | undefined;
  readonly queues: readonly WallboardQueue[];
  readonly agents: readonly AgentOnBoard[];
  /** All who are Ready. */
  readonly ready: number;
  readonly attention: readonly Attention[];
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
};

const agentsMax = 10_000;
const still: Omit<QueuePace, "queue"> = {
  ...{ arrivalsPerHour: 0, donePerHour: 0, inWork: 0, judged: 0, inTime: 0, overdue: 0 },
  trend: Array.from({ length: 48 }, () => 0),
};

/** The room: how fast each routed queue is worked on, what was promised and where that leads, who does what, what needs a look. desktop.md 7, 13 */
export const readWallboard = defineQuery<{ readonly group?: string }, WallboardFound>(
  "ReadWallboard",
  "ReadWallboard",
  async ({ reading, input }) => {
    const group = await groupOf(reading, input.group);
    return group.ok ? found(await wallboardOf(reading, group.value)) : group;
  },
);

/** By name or id; undefined is the whole centre. */
async function groupOf(reading: Reading, given: string | undefined): Promise<Found<Named | undefined>> {
  if (given === undefined || given === "") return found(undefined);
  const groups = await reading.centre.groups();
  const group = groupMeant(groups, given);
  return group === undefined ? missing({ kind: "notFound", thing: "group", name: given }) : found(group);
}

/** The same for whoever has the right to it. */
export async function wallboardOf(reading: Reading, group: Named | undefined): Promise<WallboardFound> {
  const { wall } = reading.now;
  const isMember = ({ groups }: Pick<Agent, "groups">) => group === undefined || groups.includes(group.id);
  const members = (await agentsOf(reading, group)).filter(isMember);
  const agents = members.filter(({ channel }) => channel.state !== "LoggedOut");
  const queues = await queuesFor(reading, { agents, members: group === undefined ? undefined : members });
  const alarms = await alarmsOf(reading);
  const deliveries = await reading.deliveries.boundedCounts();
  return {
    at: wall,
    group,
    queues,
    agents: (await reading.agents.onBoard()).filter((one) => isMember({ groups: one.groups.map(({ id }) => id) })),
    ready: agents.filter(isThere).length,
    attention: attentionOf({ queues: queues.map((one) => ({ ...one, name: one.queue.name })), alarms, deliveries }),
    deliveries,
  };
}

/** Of a group its members who are away count too: they say which queues are the group's. */
const agentsOf = (reading: Reading, group: Named | undefined): Promise<readonly Agent[]> =>
  group === undefined ? reading.agents.loggedInBesides([], agentsMax) : reading.agents.list();

type People = { readonly agents: readonly Agent[]; readonly members: readonly Agent[] | undefined };

async function queuesFor(reading: Reading, { agents, members }: People): Promise<readonly WallboardQueue[]> {
  const { wall } = reading.now;
  const queues = await reading.centre.queues();
  const paces = await reading.paces.ofQueues(promisedOf(queues, wall));
  const invited = await reading.interactions.invitedCounts();
  const all = await countedQueues(reading, queues);
  const shown = all.filter(
    ({ queue }) =>
      isRouted(queue) && (members === undefined || members.some((one) => isCapable(one, queue.routing.skills))),
  );
  return shown.map((one) => {
    const { queue: _, ...pace } = paces.get(one.queue.id) ?? { queue: "", ...still };
    const capable = agents.filter((agent) => isCapable(agent, one.queue.routing.skills));
    const ready = capable.filter(isThere).length;
    const { waiting, oldestReceivedAt } = one;
    const ahead = outlook({ ...pace, waiting, oldestReceivedAt, ready }, one.queue, wall);
    return { ...one, ...pace, ...ahead, offered: invited.get(one.queue.id) ?? 0, capable: capable.length, ready };
  });
}

const promisedOf = (queues: readonly Queue[], now: number): readonly PromisedQueue[] =>
  queues.flatMap(({ id, sla, hours }) =>
    sla === undefined
      ? []
      : [
          {
            queue: id,
            steps: dueSteps(now, sla.replyMs, hours),
            lastOverdue: lastOverdue(now, sla.replyMs, hours),
          },
        ],
  );

async function alarmsOf(reading: Reading) {
  const alarms = await reading.mailboxAlarms.all();
  if (alarms.length === 0) return [];
  const addresses = new Map((await reading.centre.mailboxes()).map(({ id, address }) => [id, address]));
  return alarms.map(({ mailbox, since, text }) => ({ mailbox: addresses.get(mailbox) ?? mailbox, since, text }));
}

function isCapable(agent: Agent, skills: string): boolean {
  const parsed = parseSkillExpression(skills);
  return agent.mayUseEmail && parsed.ok && meets(parsed.expression, agent.skills);
}
