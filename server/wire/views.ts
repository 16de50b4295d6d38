import type { Actor } from "../domain/agent/actor.ts";
import type { InteractionEvent } from "../domain/interaction/events.ts";
import type { Interaction, State } from "../domain/interaction/interaction.ts";
import type { Operation } from "../domain/interaction/lifecycle.ts";
import { capabilityList, type Dialect } from "./capability-lists.ts";
import type { Seen } from "./shapes/viewing.ts";

/** What a GET shows: the stored state under the dialect's name, and what the viewer may do. wire.md 4.1 */
export const seen = (dialect: Dialect, interaction: Interaction, viewer: Actor): Seen => ({
  state: stateName(dialect, interaction.state),
  capabilities: capabilityList(dialect, interaction, viewer),
});

/** What somebody who lost the interaction by this event is told. wire.md 4.1, architecture.md 4 */
export function seenByLoser(dialect: Dialect, event: InteractionEvent): Seen {
  const view = lostBy[event.operation];
  const lost = { capabilities: [], isLost: true };
  if (view === undefined) return { ...lost, state: stateName(dialect, event.interaction.state) };
  if ("revoked" in view) return { ...lost, state: "Revoked", reason: view.revoked };
  return { ...lost, state: dialect === "A" ? view.given : "Completed", reason: view.given };
}

/** Dialect A calls every draft a created reply; all other states have one name (wire.md 4.1). */
export const stateName = (dialect: Dialect, state: State): string =>
  dialect === "A" && state === "Composing" ? "ReplyCreated" : state;

/** Taken back from the loser or declined by them, with the reason; or given away, with A's word. */
type View = { readonly revoked: string } | { readonly given: string };

const reassigned = { revoked: "Reassigned" } as const;

/** row → the view; rows that are missing take nothing away, or end the work: then the stored name is told, without a reason. */
const lostBy: Readonly<Partial<Record<InteractionEvent["operation"], View>>> = {
  Reject: { revoked: "Rejected" },
  ExpireInvitation: { revoked: "InvitationExpired" },
  RevokeAtLogOut: { revoked: "LoggedOut" },
  ExpireProcessing: { revoked: "HandlingExpired" },
  ExpireComposing: { revoked: "HandlingExpired" },
  Take: reassigned,
  Assign: reassigned,
  MoveToQueue: reassigned,
  MoveToWorkbin: reassigned,
  CompleteOpen: reassigned,
  CancelOpen: reassigned,
  MarkOpenSpam: reassigned,
  PutBack: reassigned,
  Transfer: { given: "Transferred" },
  TransferToQueue: { given: "Transferred" },
  PlaceInQueue: { given: "PlacedInQueue" },
  MarkSpam: { given: "PlacedInQueue" },
  SendForReview: { given: "PlacedInQueue" },
  PlaceInWorkbin: { given: "PlacedInWorkbin" },
  Snooze: { given: "PlacedInWorkbin" },
} satisfies Partial<Record<Operation | "PutBack", View>>;
