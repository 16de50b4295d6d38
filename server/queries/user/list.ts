import type { Agent } from "../../domain/agent/agent.ts";
import type { User } from "../../ports/agents.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A user, and the agent in them: undefined for those who are none. */
export type UserFound = { readonly user: User; readonly agent: Agent | undefined };

/** Everybody who can sign in. wire.md 10.1 */
export const listUsers = defineQuery<unknown, readonly UserFound[]>("ListUsers", "ReadCentre", async ({ reading }) => {
  const agents = new Map((await reading.agents.list()).map((agent) => [agent.id, agent]));
  const users = await reading.users.list();
  return found(users.map((user) => ({ user, agent: agents.get(user.id) })));
});

/** One user by id. */
export const findUser = defineQuery<{ readonly id: string }, UserFound>(
  "FindUser",
  "ReadCentre",
  async ({ reading, input }) => {
    const user = await reading.users.byId(input.id);
    if (user === undefined) return missing({ kind: "notFound", thing: "user", name: input.id });
    return found({ user, agent: await reading.agents.byId(user.id) });
  },
);
