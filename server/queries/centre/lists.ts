import type { User } from "../../ports/agents.ts";
import type { Named } from "../../ports/centre.ts";
import { defineQuery, found } from "../query.ts";

/** wire.md 10.2 */
export const listSkills = defineQuery<unknown, readonly Named[]>("ListSkills", "ReadCentre", async ({ reading }) =>
  found(await reading.centre.skills()),
);

/** A group; its members only when somebody wants to see them. */
export type GroupFound = Named & { readonly members: readonly User[] };

export const listGroups = defineQuery<{ readonly withMembers: boolean }, readonly GroupFound[]>(
  "ListGroups",
  "ReadCentre",
  async ({ reading, input }) => {
    const users = input.withMembers ? await reading.users.list() : [];
    const groups = await reading.centre.groups();
    return found(
      groups.map((group) => ({
        ...group,
        members: users.filter((user) => user.groups.some(({ id }) => id === group.id)),
      })),
    );
  },
);
