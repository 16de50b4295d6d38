import type { Event, InteractionEvent } from "../interaction/events.ts";

/** What one event adds to somebody's day. desktop.md 7 */
export type DayShare = {
  readonly user: string;
  readonly counts?: "done" | "declined" | "missed";
  /** Absent for what happened to them and was no act of theirs. */
  readonly action?: string;
};

/** Whose day an event belongs to: the act of a person, and an invitation that somebody let pass. */
export function daySharesOf(event: Event, actor: string): readonly DayShare[] {
  const missed = missedBy(event);
  if (missed !== undefined) return [{ user: missed, counts: "missed" }];
  if (actor === "system" || !isAct(event, actor)) return [];
  const counts = "interaction" in event ? countedOf(event) : undefined;
  return [{ user: actor, action: event.operation, ...(counts === undefined ? {} : { counts }) }];
}

const missedBy = (event: Event): string | undefined =>
  event.kind === "InteractionMoved" && event.operation === "ExpireInvitation" ? event.before?.holder : undefined;

/** That something is held, and then no more, only goes along with what is done. */
const isAct = (event: Event, actor: string): boolean =>
  "interaction" in event
    ? event.operation !== "BeginHold" && event.operation !== "EndHold"
    : event.kind === "ReadinessChanged" && event.user === actor;

/** An e-mail is done when it is completed; one that answers nothing when it is sent. */
function countedOf({ operation, interaction }: InteractionEvent): DayShare["counts"] {
  if (operation === "Reject") return "declined";
  if (operation === "Complete") return "done";
  return operation === "Send" && interaction.parent === undefined ? "done" : undefined;
}
