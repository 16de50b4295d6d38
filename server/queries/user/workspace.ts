import type { User } from "../../ports/agents.ts";
import type { Settings } from "../../ports/centre.ts";
import { defineQuery, found, missing } from "../query.ts";

/** The centre's defaults of `interaction-workspace`, and the user whose own values stand above them. wire.md 10.4 */
export const findWorkspace = defineQuery<unknown, { readonly user: User; readonly workspace: Settings["workspace"] }>(
  "FindWorkspace",
  "ReadCentre",
  async ({ reading, actor }) => {
    const user = await reading.users.byId(actor.id);
    if (user === undefined) return missing({ kind: "notFound", thing: "user", name: actor.id });
    const { workspace } = await reading.centre.settings();
    return found({ user, workspace });
  },
);

/** The same of another user, for admins. */
export const findUserSettings = defineQuery<
  { readonly id: string },
  { readonly user: User; readonly workspace: Settings["workspace"] }
>("FindUserSettings", "Configure", async ({ reading, input }) => {
  const user = await reading.users.byId(input.id);
  if (user === undefined) return missing({ kind: "notFound", thing: "user", name: input.id });
  const { workspace } = await reading.centre.settings();
  return found({ user, workspace });
});
