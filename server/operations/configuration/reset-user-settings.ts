import type { User } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";

/** Takes a user's own values of `interaction-workspace` away: the centre's count again. wire.md 10.4 */
export const resetUserSettings = defineOperation<unknown, User>(
  "ResetUserSettings",
  "Configure",
  async ({ tx, target }) => {
    await tx.configuration.open();
    const user = await tx.users.byId(target);
    if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
    const after = { ...user, settings: {} };
    await tx.users.save(after, undefined);
    await tx.centre.changed("userSettings", user.userName, "ResetUserSettings");
    return done(after);
  },
);
