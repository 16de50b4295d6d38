import type { Channel } from "../agent/agent.ts";
import type { Event, InteractionEvent } from "../interaction/events.ts";
import type { Operation } from "../interaction/lifecycle.ts";

/** One event and when it was, in wall milliseconds. */
type Happened = { readonly at: number; readonly event: Event };

/** What had been begun before ends here. */
export type SpellEnd = { readonly interaction: string; readonly endedAt: number; readonly endedBy: string };

/** An agent has an incoming e-mail in hands; without an end it goes on. */
export type Spell = {
  readonly interaction: string;
  readonly user: string;
  readonly beganAt: number;
  readonly endedAt: number | undefined;
  readonly endedBy: string | undefined;
};

export type FirstAnswer = { readonly interaction: string; readonly user: string; readonly at: number };

export type ReadinessChange = {
  readonly user: string;
  readonly at: number;
  readonly state: Channel["state"];
  readonly reason: string | undefined;
};

/** What reports count of some events that follow each other. */
export type WorkDone = {
  readonly ends: readonly SpellEnd[];
  readonly spells: readonly Spell[];
  readonly answers: readonly FirstAnswer[];
  readonly readiness: readonly ReadinessChange[];
};

/** Operations that end a spell because somebody passes the e-mail on. */
export const passingOn = [
  "Transfer",
  "PlaceInQueue",
  "Assign",
  "MoveToQueue",
  "Take",
] as const satisfies readonly Operation[];

/** Adds events up to what reports are made of. desktop.md 7 */
export const workDone = (happened: readonly Happened[]): WorkDone => ({
  ...spellsOf(happened),
  answers: happened.flatMap(answerOf),
  readiness: happened.flatMap(readinessOf),
});

function readinessOf({ at, event }: Happened): readonly ReadinessChange[] {
  if (event.kind !== "ReadinessChanged" || event.channel === undefined) return [];
  const { state, reason } = event.channel;
  return [{ user: event.user, at, state, reason }];
}

function answerOf({ at, event }: Happened): readonly FirstAnswer[] {
  if (!("interaction" in event) || event.operation !== "Send") return [];
  const { draftType, sender: user, parent } = event.interaction;
  const isReply = draftType === "Reply" || draftType === "ReplyAll";
  return isReply && user !== undefined && parent !== undefined ? [{ interaction: parent, user, at }] : [];
}

function spellsOf(happened: readonly Happened[]): Pick<WorkDone, "ends" | "spells"> {
  const ends: SpellEnd[] = [];
  const spells: Spell[] = [];
  /** Where in `spells` stands what goes on, by interaction. */
  const going = new Map<string, number>();
  for (const { at, event } of happened) {
    if (!("interaction" in event)) continue;
    const { id } = event.interaction;
    const [before, after] = handsOf(event);
    if (before === after) continue;
    const place = going.get(id);
    const begun = place === undefined ? undefined : spells[place];
    if (place !== undefined && begun !== undefined) spells[place] = { ...begun, endedAt: at, endedBy: event.operation };
    else if (before !== undefined) ends.push({ interaction: id, endedAt: at, endedBy: event.operation });
    going.delete(id);
    if (after === undefined) continue;
    going.set(id, spells.length);
    spells.push({ interaction: id, user: after, beganAt: at, endedAt: undefined, endedBy: undefined });
  }
  return { ends, spells };
}

/** Who had an incoming e-mail in hands before and after. */
function handsOf({ interaction, before }: InteractionEvent): readonly [string | undefined, string | undefined] {
  if (interaction.direction !== "inbound") return [undefined, undefined];
  return [
    before?.state === "Processing" ? before.holder : undefined,
    interaction.state === "Processing" ? interaction.holder : undefined,
  ];
}
