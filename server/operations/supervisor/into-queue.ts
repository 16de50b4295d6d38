import type { Timeouts } from "../../domain/interaction/deadline.ts";
import type { Interaction, Position } from "../../domain/interaction/interaction.ts";
import { type Changed, doRow } from "../email/do-row.ts";
import type { Asked, Result } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

type Place = { readonly queue: string; readonly position: Position };

/**
 * Puts a locked open interaction into a queue. It overflows from there no sooner than something new, and is not offered at once to whom it
 * was taken from. wire.md 12
 */
export async function intoQueue<Input extends Reasoned>(
  asked: Asked<Input>,
  interaction: Interaction,
  { queue, position }: Place,
): Promise<Result<Changed>> {
  const { tx, input } = asked;
  const moved = await doRow(asked, interaction, "MoveToQueue", {
    ...reasoned(input),
    to: { kind: "queue", queue, position },
    timeouts: overflowingFromNow(await timeoutsIn(tx, queue), position, tx.now.steady),
  });
  if (moved.ok) await pause(asked, interaction);
  return moved;
}

/** The overflow clock counts from the arrival in the queue, which a kept position does not tell. */
const overflowingFromNow = (timeouts: Timeouts, { enqueuedAt }: Position, now: number): Timeouts =>
  timeouts.overflowMs === undefined
    ? timeouts
    : { ...timeouts, overflowMs: timeouts.overflowMs + Math.max(0, now - enqueuedAt) };

async function pause<Input>({ tx, actor }: Asked<Input>, { id, holder }: Interaction): Promise<void> {
  const { afterRejectPauseMs } = await tx.centre.settings();
  for (const user of new Set([actor.id, holder ?? actor.id])) {
    await tx.interactions.pause(id, user, tx.now.steady + afterRejectPauseMs);
  }
}
