import { defineOperation, done, refuse } from "../operation.ts";
import { sendersRefused, type WorkspaceValues } from "./workspace-values.ts";

/** Changes defaults of `interaction-workspace` for all users; keys that are absent stay. Refuses senders that are no own mailbox (10). wire.md 10.4 */
export const saveWorkspace = defineOperation<WorkspaceValues, undefined>(
  "SaveWorkspace",
  "Configure",
  async ({ tx, input }) => {
    await tx.configuration.open();
    const refusal = await sendersRefused(tx, input);
    if (refusal !== undefined) return refuse(refusal);
    const settings = await tx.centre.settings();
    await tx.centre.saveSettings({ ...settings, workspace: { ...settings.workspace, ...input.values } });
    await tx.configuration.setWorkspaceByAdmins({ ...(await tx.configuration.workspaceByAdmins()), ...input.values });
    const note = Object.keys(input.values).join(", ");
    await tx.centre.changed("settings", "interaction-workspace", "SaveWorkspace", { note });
    return done(undefined);
  },
);
