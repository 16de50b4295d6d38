import { system } from "../../domain/agent/actor.ts";
import { becomes } from "../../domain/agent/readiness.ts";
import type { Interaction, Location } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { shelfOf } from "../shelves.ts";
import { timeoutsIn } from "../timeouts.ts";

/** The deadline of an interaction has passed: the row that its state names happens, once and never early. wire.md 4.3 */
export const expire = defineOperation<Readonly<Record<string, never>>, undefined>(
  "Expire",
  "System",
  async ({ tx, target }) => {
    const seen = await tx.interactions.byId(target);
    if (seen?.state === "Invited" && seen.holder !== undefined) await tx.agents.lock(seen.holder);
    const interaction = await tx.interactions.lock(target);
    const deadline = interaction?.deadline;
    if (interaction === undefined || deadline === undefined || deadline.due > tx.now.steady) return done(undefined);
    const to = await destination(tx, interaction);
    const outcome = step(interaction, {
      operation: deadline.row,
      actor: system,
      now: tx.now,
      timeouts: await timeoutsIn(tx, to?.kind === "queue" ? to.queue : interaction.queue),
      ...(to === undefined ? {} : { to }),
    });
    if (!outcome.ok) return done(undefined);
    await tx.interactions.save(outcome);
    if (interaction.holder !== undefined) await takeBack(tx, interaction, interaction.holder);
    return done(undefined);
  },
);

/** Not offered to the same agent for a while; an invitation counts. */
async function takeBack(tx: Transaction, interaction: Interaction, user: string): Promise<void> {
  const settings = await tx.centre.settings();
  await tx.interactions.pause(interaction.id, user, tx.now.steady + settings.afterRejectPauseMs);
  if (interaction.state === "Invited") await countExpired(tx, user, settings.maxExpiredInvitations);
}

/** Where it goes, when not back to its old place: an overflow to the named queue, a draft to its owner's shelf. */
async function destination(tx: Transaction, interaction: Interaction): Promise<Location | undefined> {
  if (interaction.state === "Composing" && interaction.holder !== undefined) {
    return { kind: "shelf", shelf: await shelfOf(tx, "draft", interaction.holder) };
  }
  if (interaction.state !== "Queued") return undefined;
  const queue = await tx.centre.queue(interaction.queue);
  const target =
    queue?.routing.overflow === undefined ? undefined : await tx.centre.queue(queue.routing.overflow.queue);
  if (target === undefined) return undefined;
  return {
    kind: "queue",
    queue: target.id,
    position: { priority: target.routing.priority, enqueuedAt: tx.now.steady },
  };
}

/** An agent who lets so many in a row expire is set NotReady. */
async function countExpired(tx: Transaction, user: string, inARowMax: number): Promise<void> {
  const inARow = await tx.agents.countExpired(user);
  if (inARow < inARowMax) return;
  const channel = await tx.agents.channel(user);
  const row = { operation: "NotReady", reason: "InvitationsExpired" } as const;
  const next = becomes(channel, row, tx.now.wall);
  if (next !== undefined && channel.state === "Ready") {
    await tx.agents.saveChannel(user, { ...next, expiredInvitations: 0 }, "NotReady", "InvitationsExpired");
  }
}
