import type { User } from "../../ports/agents.ts";
import type { Settings } from "../../ports/centre.ts";

/** The section that tells desktops what to do. */
export const workspaceSection = "interaction-workspace";

/** section → key → string: the centre's values, above them the user's own. wire.md 10.4 */
export const settingsShape = (user: User, workspace: Settings["workspace"]) => ({
  [workspaceSection]: {
    ...workspace,
    "email.signature": user.signature,
    ...user.settings,
  },
});
