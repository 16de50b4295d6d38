import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type Snooze, snoozeMsMax } from "../../domain/interaction/snooze.ts";
import { type Changed, doRow, loadFor, visibleFor } from "../email/do-row.ts";
import { type Asked, defineOperation, type Result, refuse } from "../operation.ts";
import { shelfOf } from "../shelves.ts";

type Input = {
  /** Wall time in milliseconds. */
  readonly until: number;
  readonly wakesOnReply: boolean;
};

/**
 * The owner puts an e-mail off: it lies on their shelf of the workbin `in-progress` until then, and is offered to them again at its time.
 * What is put off already gets another time. Refuses times that are past or more than a year away (10), and what is not theirs (3).
 * desktop.md 13
 */
export const snooze = defineOperation<Input, Changed>("Snooze", "Snooze", async (asked) => {
  const { tx, actor, input } = asked;
  const ms = input.until - tx.now.wall;
  if (ms <= 0 || ms > snoozeMsMax) {
    return refuse({ kind: "badValue", path: "$.until", because: "must be a moment within the next 366 days" });
  }
  const asleep: Snooze = { user: actor.id, ...input, isDue: false };
  const found = await visibleFor(asked);
  if (!found.ok) return found;
  if (isTheirs(found.value, actor.id)) return doRow(asked, found.value, "SnoozeAgain", { change: { snooze: asleep } });
  const loaded = await loadFor(asked, "Snooze");
  if (!loaded.ok) return loaded;
  const shelf = await shelfOf(tx, "in-progress", actor.id);
  return doRow(asked, loaded.value, "Snooze", { to: { kind: "shelf", shelf }, change: { snooze: asleep } });
});

/** Wakes it at once: its user works on it again. Refuses what the user has not put off (6). desktop.md 13 */
export const unsnooze = defineOperation<unknown, Changed>("Unsnooze", "Snooze", async (asked) => {
  const found = await theirs(asked);
  return found.ok ? doRow(asked, found.value, "Unsnooze") : found;
});

async function theirs(asked: Asked<unknown>): Promise<Result<Interaction>> {
  const found = await visibleFor(asked);
  if (!found.ok || isTheirs(found.value, asked.actor.id)) return found;
  return refuse({ kind: "notFound", thing: "snooze", name: asked.target });
}

const isTheirs = ({ state, snooze: given }: Interaction, user: string): boolean =>
  state === "InWorkbin" && given?.user === user;
