import type { Actor } from "../domain/agent/actor.ts";
import type { Interaction, State } from "../domain/interaction/interaction.ts";
import { capabilities, type Operation } from "../domain/interaction/lifecycle.ts";

export type Dialect = "A" | "B";

/** The names that the viewer sees, in the order of the dialect. The lifecycle decides which; this only orders and renames. wire.md 4.2 */
export function capabilityList(dialect: Dialect, interaction: Interaction, viewer: Actor): readonly string[] {
  const allowed = new Set<string>(capabilities(interaction, viewer));
  return (capabilityLists[dialect][interaction.state] ?? []).filter((name) => allowed.has(meant(name)));
}

const properties = ["AttachUserData", "UpdateUserData", "DeleteUserData", "SetDisposition"] as const;

/** Documented names first, then ours; states without a list have none. */
export const capabilityLists: Readonly<Record<Dialect, Partial<Record<State, readonly string[]>>>> = {
  A: {
    Invited: ["Accept", "Reject"],
    Processing: [
      ...["Reply", "ReplyAll", "Transfer", "Complete", "PlaceInQueue", "PlaceInWorkbin", "UpdateProperties"],
      ...["Forward", ...properties, "AddComment", "AssignContact", "SetInFocus"],
    ],
    Composing: [
      ...["Cancel", "Send", "PlaceInWorkbin", "UpdateProperties", "LinkAttachment"],
      ...["Save", "Transfer", "PlaceInQueue", "RemoveAttachment"],
      ...[...properties, "AddComment", "AssignContact", "SetInFocus"],
    ],
  },
  B: {
    Invited: ["Accept", "Reject"],
    Processing: [
      ...["Reply", "ReplyAll", "Transfer", "AddComment", ...properties, "SetInFocus", "Complete"],
      ...["Forward", "PlaceInQueue", "PlaceInWorkbin", "AssignContact"],
    ],
    Composing: [
      ...["Cancel", "Send", "AddComment", ...properties, "SetInFocus", "Transfer", "Save"],
      ...["AddAttachment", "RemoveAttachment", "PlaceInQueue", "PlaceInWorkbin", "AssignContact"],
    ],
  },
};

/** Names that are another's: one row of the lifecycle with several names on the wire. */
const renamed: Readonly<Record<string, Operation>> = {
  UpdateProperties: "SetUserData",
  AttachUserData: "SetUserData",
  UpdateUserData: "SetUserData",
  LinkAttachment: "AddAttachment",
};

const meant = (name: string): string => renamed[name] ?? name;
