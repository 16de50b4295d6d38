import type { Interaction, Location, State } from "./interaction.ts";
import type { Command, Transition } from "./lifecycle.ts";

type Lying = Pick<Interaction, "queue" | "previousQueue" | "routedQueue" | "position" | "shelf" | "back">;

/** Where the interaction lies after a row: queue and position are kept until it is placed anew (wire.md 4.3). */
export function locationAfter(interaction: Interaction, state: State, command: Command, row: Transition): Lying {
  const kept: Lying = {
    queue: interaction.queue,
    previousQueue: interaction.previousQueue,
    routedQueue: interaction.routedQueue,
    position: interaction.position,
    shelf: row.to === "same" ? interaction.shelf : undefined,
    back: row.to === "same" ? interaction.back : undefined,
  };
  if (row.to === "same") return kept;
  if (state === "Invited") {
    const routedQueue = command.operation === "Invite" ? interaction.queue : interaction.routedQueue;
    return { ...kept, routedQueue, back: command.to ?? locationOf(interaction) };
  }
  if (row.to === "back") return lieAt(kept, interaction.back ?? locationOf(interaction));
  return command.to === undefined ? kept : lieAt(kept, command.to);
}

/** Where it lies now, as a value that an invitation can remember. */
const locationOf = (interaction: Interaction): Location => ({
  kind: "queue",
  queue: interaction.queue,
  position: interaction.position,
});

function lieAt(kept: Lying, to: Location): Lying {
  if (to.kind === "shelf") return { ...kept, shelf: to.shelf };
  const isOther = to.queue !== kept.queue;
  return { ...kept, queue: to.queue, position: to.position, previousQueue: isOther ? kept.queue : kept.previousQueue };
}
