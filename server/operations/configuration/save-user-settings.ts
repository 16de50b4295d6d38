import type { User } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { sendersRefused, type WorkspaceValues } from "./workspace-values.ts";

/** Gives one user own values of `interaction-workspace`; keys that are absent stay. Refuses senders that are no own mailbox (10). wire.md 10.4 */
export const saveUserSettings = defineOperation<WorkspaceValues, User>(
  "SaveUserSettings",
  "Configure",
  async ({ tx, target, input }) => {
    await tx.configuration.open();
    const user = await tx.users.byId(target);
    if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
    const refusal = await sendersRefused(tx, input);
    if (refusal !== undefined) return refuse(refusal);
    const after = { ...user, settings: { ...user.settings, ...input.values } };
    await tx.users.save(after, undefined);
    const note = Object.keys(input.values).join(", ");
    await tx.centre.changed("userSettings", user.userName, "SaveUserSettings", { note });
    return done(after);
  },
);
