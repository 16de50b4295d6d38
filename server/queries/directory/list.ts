import { kindsAllowed, type Queue } from "../../domain/queue/queue.ts";
import { defineQuery, found } from "../query.ts";
import type { UserFound } from "../user/list.ts";

/** Whom work can be handed to: agents who may sign in, and queues that Transfer can use. */
export type DirectoryFound = { readonly users: readonly UserFound[]; readonly queues: readonly Queue[] };

/** The internal directory. wire.md 10.5 */
export const listDirectory = defineQuery<unknown, DirectoryFound>(
  "ListDirectory",
  "ReadCentre",
  async ({ reading }) => {
    const agents = new Map((await reading.agents.list()).map((agent) => [agent.id, agent]));
    const users = (await reading.users.list()).filter(({ id, enabled }) => enabled && agents.has(id));
    const kinds: readonly string[] = kindsAllowed.place;
    const queues = (await reading.centre.queues()).filter(({ kind }) => kinds.includes(kind));
    return found({ users: users.map((user) => ({ user, agent: agents.get(user.id) })), queues });
  },
);
