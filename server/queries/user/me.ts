import type { Settings } from "../../ports/centre.ts";
import type { EmailsFound } from "../email/list-own.ts";
import { namesIn } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";
import type { UserFound } from "./list.ts";

/** The signed-in user with what they hold and the settings of their desktop. */
export type MeFound = UserFound & { readonly held: EmailsFound; readonly workspace: Settings["workspace"] };

/** Everything about the actor in one snapshot. wire.md 2.3 */
export const findMe = defineQuery<unknown, MeFound>("FindMe", "ReadCentre", async ({ reading, actor }) => {
  const user = await reading.users.byId(actor.id);
  if (user === undefined) return missing({ kind: "notFound", thing: "user", name: actor.id });
  const emails = await reading.interactions.heldBy(actor.id);
  const names = await namesIn(
    reading,
    emails.map(({ interaction }) => interaction),
  );
  const { workspace } = await reading.centre.settings();
  return found({ user, agent: await reading.agents.byId(user.id), held: { emails, names }, workspace });
});
