import type { Agent } from "../../domain/agent/agent.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

/** Locks the agent that the path names. Refuses unknown users and those who have no e-mail channel (6). */
export async function lockAgent<Input>({ tx, target }: Asked<Input>): Promise<Result<Agent>> {
  const user = await tx.users.byId(target);
  if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
  const agent = await tx.agents.lock(user.id);
  return agent === undefined ? refuse({ kind: "notFound", thing: "channel", name: "email" }) : done(agent);
}

/** The supervisor as the channel names one. */
export const forcedBy = <Input>({ actor }: Asked<Input>): string => (actor.kind === "user" ? actor.userName : actor.id);
