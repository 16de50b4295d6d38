import { administers } from "../desktop/views.ts";
import type { Command, Doing } from "./command.ts";

const notAdministering = ({ state }: Doing) => (administers(state.user) ? undefined : "obstacle.notAdministering");

const page = { layer: "page", fromFrame: true, unless: notAdministering } as const;

/** The pages of admins. desktop.md 8 */
export const adminCommands: readonly Command[] = [
  { ...page, id: "go.mailboxes", label: "view.mailboxes", keys: ["g m"], runs: ({ go }) => go("/admin/mailboxes") },
  { ...page, id: "go.system", label: "view.system", keys: ["g y"], runs: ({ go }) => go("/admin/system") },
  { ...page, id: "go.audit", label: "view.audit", keys: ["g u"], runs: ({ go }) => go("/admin/audit") },
];
