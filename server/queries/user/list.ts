import type { Actor } from "../../domain/agent/actor.ts";
import type { Agent } from "../../domain/agent/agent.ts";
import type { User } from "../../ports/agents.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A user, and the agent in them: undefined for those who are none. */
export type UserFound = { readonly user: User; readonly agent: Agent | undefined };

/** Users with the e-mails that they hold and the actor may read: none unless they were asked for. */
export type UsersFound = {
  readonly users: readonly UserFound[];
  /** By user. */
  readonly held: ReadonlyMap<string, readonly WithContent[]>;
  readonly names: Names;
};

type WithHeld = { readonly withHeld: boolean };

/** Everybody who can sign in. wire.md 10.1 */
export const listUsers = defineQuery<WithHeld, UsersFound>("ListUsers", "ReadCentre", async (asked) => {
  const { reading } = asked;
  const agents = new Map((await reading.agents.list()).map((agent) => [agent.id, agent]));
  const users = (await reading.users.list()).map((user) => ({ user, agent: agents.get(user.id) }));
  return found(await holding(asked, users));
});

/** One user by id. */
export const findUser = defineQuery<WithHeld & { readonly id: string }, UsersFound>(
  "FindUser",
  "ReadCentre",
  async (asked) => {
    const { reading, input } = asked;
    const user = await reading.users.byId(input.id);
    if (user === undefined) return missing({ kind: "notFound", thing: "user", name: input.id });
    return found(await holding(asked, [{ user, agent: await reading.agents.byId(user.id) }]));
  },
);

type Asked = { readonly reading: Reading; readonly actor: Actor; readonly input: WithHeld };

async function holding({ reading, actor, input }: Asked, users: readonly UserFound[]): Promise<UsersFound> {
  const ids = users.map(({ user }) => user.id);
  const emails = input.withHeld ? await reading.interactions.heldByEach(ids, actor) : [];
  const names = await namesIn(
    reading,
    emails.map(({ interaction }) => interaction),
  );
  return { users, held: Map.groupBy(emails, ({ interaction }) => interaction.holder ?? ""), names };
}
