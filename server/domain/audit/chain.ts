import type { Event } from "../interaction/events.ts";

/** Whether the audit shows the event: every change of a version, of the configuration, of a contact; readiness where a supervisor forced it, and what one wrote to an agent; not who watches what, what was only asked, how a desktop looks (wire.md 12). */
export function isAudited(event: Event): boolean {
  if (event.kind === "ReadinessChanged") return event.forced !== undefined;
  if (event.kind === "DeskChanged") return event.operation === "Message";
  return !unaudited.has(event.kind);
}

const unaudited: ReadonlySet<Event["kind"]> = new Set(["WorkbinWatched", "Answered", "SignedOut"]);

/** The interaction that an event is about. */
export const subjectOf = (event: Event): string | undefined =>
  "interaction" in event ? event.interaction.id : undefined;

/** What of a journal row is hashed, after the hash of the row before: a canonical line. reliability.md 7.6 */
export const hashed = (
  before: string,
  row: { readonly seq: number; readonly at: number; readonly actor: string; readonly event: string },
): string => [before, row.seq, row.at, row.actor, row.event].join("\n");
