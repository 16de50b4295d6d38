import { administers } from "../desktop/views.ts";
import type { Command, Doing } from "./command.ts";
import { saving } from "./saving.ts";

const notAdministering = ({ state }: Doing) => (administers(state.user) ? undefined : "obstacle.notAdministering");

const page = { layer: "page", fromFrame: true, unless: notAdministering } as const;

/** The pages of admins. desktop.md 8 */
export const adminCommands: readonly Command[] = [
  { ...page, id: "go.setUp", label: "view.setUp", keys: ["g o"], runs: ({ go }) => go("/admin/setup") },
  { ...page, id: "go.mailboxes", label: "view.mailboxes", keys: ["g m"], runs: ({ go }) => go("/admin/mailboxes") },
  {
    ...page,
    id: "go.queueSettings",
    label: "view.queueSettings",
    keys: ["g e"],
    runs: ({ go }) => go("/admin/queues"),
  },
  { ...page, id: "go.rules", label: "view.rules", keys: ["g r"], runs: ({ go }) => go("/admin/rules") },
  { ...page, id: "go.responses", label: "view.responses", keys: ["g p"], runs: ({ go }) => go("/admin/responses") },
  { ...page, id: "go.skills", label: "view.skills", keys: ["g k"], runs: ({ go }) => go("/admin/skills") },
  { ...page, id: "go.system", label: "view.system", keys: ["g y"], runs: ({ go }) => go("/admin/system") },
  { ...page, id: "go.audit", label: "view.audit", keys: ["g u"], runs: ({ go }) => go("/admin/audit") },
  { ...page, id: "go.persons", label: "view.persons", keys: ["g x"], runs: ({ go }) => go("/admin/persons") },
  {
    id: "form.save",
    label: "command.save",
    keys: ["^S"],
    layer: "anywhere",
    fromFrame: false,
    unless: () => (saving.current === undefined ? "obstacle.nothingToSave" : undefined),
    runs: () => saving.current?.(),
  },
];
