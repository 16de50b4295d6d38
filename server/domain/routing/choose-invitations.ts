import { type Agent, isAvailable } from "../agent/agent.ts";
import type { Position, Requirement } from "../interaction/interaction.ts";
import { type Candidate, type Consideration, consideredMax, type ExclusionReason } from "./consideration.ts";
import { unfitness } from "./eligible.ts";
import type { SkillExpression } from "./skill-expression.ts";

/** A waiting interaction as routing sees it. `paused`: agents who must not be offered it yet (`afterRejectPause`). */
export type Waiting = {
  readonly id: string;
  readonly queue: string;
  readonly position: Position;
  readonly skills: SkillExpression;
  readonly requirement: Requirement | undefined;
  readonly paused: readonly string[];
  /** User name of the agent whom its contact knows, where the queue prefers that one (wire.md 5.18). */
  readonly lastAgent?: string | undefined;
};

/** Whom to invite to what, and the stored why. */
export type Decision = {
  readonly interaction: string;
  readonly agent: string;
  readonly why: string;
  readonly considered: Consideration;
};

/**
 * Higher priority first, then the longer wait; each goes to its last agent where that one fits, else to the least loaded agent who fits, and among equals to the one idle longest.
 * No agent is given more than the capacity allows. Pure and deterministic: ties end with the id. `now` and all other moments are steady time. wire.md 4.3
 */
export function chooseInvitations(
  waiting: readonly Waiting[],
  agents: readonly Agent[],
  now: number,
): readonly Decision[] {
  const load = new Map(agents.map((agent) => [agent.id, agent]));
  const decisions: Decision[] = [];
  for (const one of waiting.toSorted(byPosition)) {
    const present = [...load.values()];
    const chosen = best(one, present);
    if (chosen === undefined) continue;
    load.set(chosen.id, { ...chosen, held: chosen.held + 1 });
    const considered = considering(one, chosen, present);
    decisions.push({ interaction: one.id, agent: chosen.id, why: reason(one, chosen, now), considered });
  }
  return decisions;
}

const byPosition = (a: Waiting, b: Waiting): number =>
  b.position.priority - a.position.priority || a.position.enqueuedAt - b.position.enqueuedAt || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function best(one: Waiting, agents: readonly Agent[]): Agent | undefined {
  let chosen: Agent | undefined;
  for (const agent of agents) {
    if (exclusion(one, agent) !== undefined) continue;
    if (isLast(one, agent)) return agent;
    if (chosen === undefined || byIdleness(agent, chosen) < 0) chosen = agent;
  }
  return chosen;
}

function exclusion({ paused, skills, requirement }: Waiting, agent: Agent): ExclusionReason | undefined {
  if (!isAvailable(agent)) return "full";
  return paused.includes(agent.id) ? "paused" : unfitness(agent, skills, requirement);
}

/** Who would be offered it now, the first one before all others, and who would not. */
export const weighed = (one: Waiting, agents: readonly Agent[]): Consideration =>
  considering(one, best(one, agents), agents);

/** The order in which they would have been chosen, and who stood outside of it. Only for decisions: most of what waits gets none. */
function considering(one: Waiting, chosen: Agent | undefined, agents: readonly Agent[]): Consideration {
  const reasons = new Map(agents.map((agent) => [agent, exclusion(one, agent)]));
  const fitting = agents.filter((agent) => agent !== chosen && reasons.get(agent) === undefined).toSorted(byIdleness);
  const excluded = agents.flatMap((agent) => {
    const reason = reasons.get(agent);
    return reason === undefined ? [] : [{ user: agent.id, reason }];
  });
  return {
    candidates: [...(chosen === undefined ? [] : [chosen]), ...fitting]
      .slice(0, consideredMax)
      .map((agent) => candidate(one, agent)),
    excluded: excluded.toSorted((a, b) => compareText(a.user, b.user)).slice(0, consideredMax),
  };
}

const candidate = (one: Waiting, agent: Agent): Candidate => ({
  user: agent.id,
  isLast: isLast(one, agent),
  held: agent.held,
  capacity: agent.capacity,
  idleSince: agent.idleSince,
});

/** User names are equal without regard to case. */
const isLast = ({ lastAgent }: Waiting, { userName }: Agent): boolean =>
  lastAgent !== undefined && userName.toLowerCase() === lastAgent.toLowerCase();

const byIdleness = (a: Agent, b: Agent): number =>
  a.held - b.held || a.idleSince - b.idleSince || compareText(a.id, b.id);

/** For people, who read it in the history: how long somebody was idle, not since which moment of a clock that nobody sees. */
function reason(one: Waiting, agent: Agent, now: number): string {
  const idleSeconds = Math.max(0, Math.floor((now - agent.idleSince) / 1_000));
  const parts = [
    ...(isLast(one, agent) ? ["last agent"] : []),
    ...[`priority ${one.position.priority}`, `held ${agent.held} of ${agent.capacity}`, `idle for ${idleSeconds} s`],
  ];
  return parts.join("; ");
}
