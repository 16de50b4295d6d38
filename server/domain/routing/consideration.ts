import type { Agent } from "../agent/agent.ts";

/** Why somebody was not asked. */
export type ExclusionReason = "skills" | "requirement" | "paused" | "full" | "doNotDisturb" | "notReady" | "privilege";

/** Somebody who fitted, with what their place in the order was made of. */
export type Candidate = {
  readonly user: string;
  /** The agent whom the contact knows, where the queue prefers that one. */
  readonly isLast: boolean;
  readonly held: number;
  readonly capacity: number;
  /** Steady time since which they are idle. */
  readonly idleSince: number;
};

export type Excluded = { readonly user: string; readonly reason: ExclusionReason };

/** Whom a decision weighed: those who fitted, the chosen one first, and those who did not, each with the first reason. Both are cut. */
export type Consideration = { readonly candidates: readonly Candidate[]; readonly excluded: readonly Excluded[] };

/** So many of each are kept with a decision. */
export const consideredMax = 20;

/** With agents who could be offered nothing at that moment. */
export const withOthers = ({ candidates, excluded }: Consideration, others: readonly Agent[]): Consideration => ({
  candidates,
  excluded: [...excluded, ...others.map((agent) => ({ user: agent.id, reason: absence(agent) }))].slice(
    0,
    consideredMax,
  ),
});

function absence({ channel, mayUseEmail }: Agent): ExclusionReason {
  if (!mayUseEmail) return "privilege";
  if (channel.state !== "Ready") return "notReady";
  return channel.doNotDisturb ? "doNotDisturb" : "full";
}
