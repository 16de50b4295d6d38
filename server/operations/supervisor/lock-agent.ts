import { mayLead } from "../../domain/agent/actor.ts";
import type { Agent } from "../../domain/agent/agent.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

/** The agent that the path names. Refuses unknown users and those who have no e-mail channel (6). */
async function namedAgent<Input>({ tx, target }: Asked<Input>): Promise<Result<Agent>> {
  const user = await tx.users.byId(target);
  if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
  const agent = await tx.agents.byId(user.id);
  return agent === undefined ? refuse({ kind: "notFound", thing: "channel", name: "email" }) : done(agent);
}

/** The same; refuses agents whom the actor does not lead (5), too. */
export async function ledAgent<Input>(asked: Asked<Input>, operation: string): Promise<Result<Agent>> {
  const agent = await namedAgent(asked);
  if (!agent.ok || mayLead(asked.actor, agent.value)) return agent;
  return refuse({ kind: "agentForbidden", operation, userName: agent.value.userName });
}

/** Whom an operation is open to: every agent of the centre, as in GWS (reliability.md 7.1), or those alone whom the actor leads (desktop.md 13). */
export type Forced = { readonly onlyLed?: true };

/** The agent that the path names, with its row locked. */
export async function lockAgent<Input extends Forced>(asked: Asked<Input>, operation: string): Promise<Result<Agent>> {
  const agent = await (asked.input.onlyLed === true ? ledAgent(asked, operation) : namedAgent(asked));
  if (!agent.ok) return agent;
  const locked = await asked.tx.agents.lock(agent.value.id);
  return locked === undefined ? refuse({ kind: "notFound", thing: "channel", name: "email" }) : done(locked);
}

/** The supervisor as the channel names one. */
export const forcedBy = <Input>({ actor }: Asked<Input>): string => (actor.kind === "user" ? actor.userName : actor.id);

/** The agent as it is now, for the answer. */
export async function onBoard(tx: Transaction, id: string): Promise<AgentOnBoard> {
  const [agent] = await tx.agents.onBoard(id);
  if (agent === undefined) throw new Error(`agent ${id} was there a moment ago`);
  return agent;
}
