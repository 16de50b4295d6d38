import type { Interaction } from "./interaction.ts";
import type { Command, Transition } from "./lifecycle.ts";

/** Put off by its owner: it lies on their shelf until then. desktop.md 13 */
export type Snooze = {
  /** Whose it is, and to whom it is offered at its time. */
  readonly user: string;
  /** Wall time in milliseconds. */
  readonly until: number;
  /** An answer of the customer ends it early. */
  readonly wakesOnReply: boolean;
  /** Its time has come: it was offered, or its owner was not there to be offered it. */
  readonly isDue: boolean;
};

/** Longer than that nothing is put off. */
export const snoozeMsMax = 366 * 86_400_000;

/** What is left of a snooze after a row: only what its user is offered, or leaves lying, is still theirs. */
export function snoozeAfter({ snooze }: Interaction, command: Command, row: Transition): Snooze | undefined {
  if (command.change?.snooze !== undefined) return command.change.snooze;
  if (snooze === undefined) return undefined;
  if (command.operation === "Wake" || command.operation === "FallDue") return { ...snooze, isDue: true };
  return row.to === "same" || row.to === "back" ? snooze : undefined;
}
