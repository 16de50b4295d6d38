import { deadlineOf, type Timeouts } from "../interaction/deadline.ts";
import { beforeOf, type InteractionEvent } from "../interaction/events.ts";
import type { Interaction, Moment } from "../interaction/interaction.ts";
import type { Refusal } from "../interaction/refusals.ts";

/** Operations of one person that are done together in a moment, unless that person calls them back. desktop.md 5.4, 13 */
export type Hold = {
  readonly id: string;
  readonly user: string;
  readonly state: "held" | "done" | "undone" | "refused";
  readonly version: number;
  /** When it is done: on steady time for the clock, on the wall clock for people. */
  readonly due: number;
  readonly until: number;
  readonly steps: readonly HoldStep[];
  readonly refusal: Refusal | undefined;
  /** The place in a job that wrote what is held; undefined: a person holds it. */
  readonly of: PlaceInJob | undefined;
};

export type PlaceInJob = { readonly job: string; readonly place: number };

/** One operation on one e-mail, with its input as it was checked. */
export type HoldStep = {
  readonly email: string;
  /** The version that the person saw. */
  readonly version: number;
  /** The name under which it is defined. */
  readonly operation: string;
  readonly input: unknown;
};

/** The hold at its end. */
export const ended = (hold: Hold, state: "done" | "undone" | "refused", refusal?: Refusal): Hold => ({
  ...hold,
  state,
  version: hold.version + 1,
  refusal,
});

/** The e-mails of a hold, each once, in the order in which their rows are locked. */
export const emailsIn = ({ steps }: Pick<Hold, "steps">): readonly string[] =>
  [...new Set(steps.map(({ email }) => email))].toSorted();

type Change = {
  readonly interaction: Interaction;
  readonly before: Interaction;
  readonly events: readonly InteractionEvent[];
};

const graceMs = 60_000;

/** The e-mail in the hold: told to its owner, who may do nothing with it until the end. It does not expire meanwhile. */
export function holding(
  before: Interaction,
  hold: Hold,
  { now, timeouts }: { readonly now: Moment; readonly timeouts: Timeouts },
): Change {
  const handlingMs = Math.max(timeouts.handlingMs, hold.due - now.steady + graceMs);
  const held = { ...before, hold: { id: hold.id, until: hold.until }, version: before.version + 1 };
  return told({ ...held, deadline: deadlineOf(held, now, { ...timeouts, handlingMs }) }, before, "BeginHold");
}

/** The e-mail as it was before the hold, its content untouched; its owner is told. */
export function released(before: Interaction): Change {
  return told({ ...before, hold: undefined, version: before.version + 1 }, before, "EndHold");
}

/** The same without a word: what is done next tells. */
export const freed = (before: Interaction): Change => ({
  interaction: { ...before, hold: undefined },
  before,
  events: [],
});

function told(interaction: Interaction, before: Interaction, operation: "BeginHold" | "EndHold"): Change {
  const event = {
    kind: "PropertiesChanged",
    operation,
    interaction,
    before: beforeOf(before),
    note: undefined,
  } as const;
  return { interaction, before, events: [event] };
}

/** Whether the e-mail still waits in this hold. */
export const isIn = (interaction: Interaction | undefined, { id }: Pick<Hold, "id">): interaction is Interaction =>
  interaction?.hold?.id === id;
