import { deadlineOf, type Timeouts } from "../interaction/deadline.ts";
import { beforeOf, type InteractionEvent } from "../interaction/events.ts";
import type { Interaction, Moment, UserData } from "../interaction/interaction.ts";
import { isSameShelf } from "../workbin/shelf.ts";
import type { Former } from "./job.ts";

type Change = {
  readonly interaction: Interaction;
  readonly before: Interaction;
  readonly events: readonly InteractionEvent[];
};

type Lying = Pick<Former, "state" | "holder" | "queue" | "position" | "shelf">;

/** The e-mail as it was before a job changed it: whoever has it now loses it, whoever had it is told. desktop.md 3.8 */
export function puttingBack(
  before: Interaction,
  former: Former,
  { now, timeouts }: { readonly now: Moment; readonly timeouts: Timeouts },
): Change {
  // What comes out of the store has no key where nothing was: each is named, or the present one would stay.
  const back: Interaction = {
    ...before,
    ...lying(former),
    ...{ previousQueue: former.previousQueue, routedQueue: former.routedQueue, requirement: former.requirement },
    ...{ back: undefined, direct: false, snooze: former.snooze, userData: userDataBack(before, former) },
    version: before.version + 1,
  };
  const interaction = { ...back, deadline: deadlineOf(back, now, timeouts) };
  const event: InteractionEvent = {
    kind: isWhereItWas(before, interaction) ? "PropertiesChanged" : "InteractionMoved",
    operation: "PutBack",
    interaction,
    before: beforeOf(before),
    note: undefined,
  };
  return { interaction, before, events: [event] };
}

const userDataBack = ({ userData }: Interaction, { pairs, newKeys }: Former): UserData => ({
  ...Object.fromEntries(Object.entries(userData).filter(([key]) => !newKeys.includes(key))),
  ...pairs,
});

/** An offer is over once it was taken away: the e-mail goes back to where it was offered from. */
export function lying({ state, holder, queue, position, shelf, back }: Former): Lying {
  if (state !== "Invited") return { state, holder, queue, position, shelf };
  if (back?.kind === "shelf") return { state: "InWorkbin", holder: undefined, queue, position, shelf: back.shelf };
  return { state: "Queued", holder: undefined, shelf: undefined, ...placeOf(back ?? { queue, position }) };
}

const placeOf = ({ queue, position }: Pick<Former, "queue" | "position">) => ({ queue, position });

const isWhereItWas = (one: Interaction, other: Interaction): boolean =>
  one.state === other.state &&
  one.holder === other.holder &&
  one.queue === other.queue &&
  isSameShelf(one.shelf, other.shelf);
