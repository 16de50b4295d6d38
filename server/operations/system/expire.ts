import { system } from "../../domain/agent/actor.ts";
import { type Agent, isThere } from "../../domain/agent/agent.ts";
import { becomes } from "../../domain/agent/readiness.ts";
import type { Interaction, Location } from "../../domain/interaction/interaction.ts";
import { type Operation, step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { notify } from "../notices.ts";
import { type Asked, defineOperation, done } from "../operation.ts";
import { shelfOf } from "../shelves.ts";
import { timeoutsIn } from "../timeouts.ts";

/** The deadline of an interaction has passed: the row that its state names happens, once and never early. wire.md 4.3 */
export const expire = defineOperation<Readonly<Record<string, never>>, undefined>(
  "Expire",
  "System",
  async ({ tx, world, target }) => {
    const seen = await tx.interactions.byId(target);
    const user = seen?.state === "Invited" ? seen.holder : seen?.snooze?.user;
    const agent = user === undefined ? undefined : await tx.agents.lock(user);
    const interaction = await tx.interactions.lock(target);
    const deadline = interaction?.deadline;
    if (interaction === undefined || deadline === undefined || deadline.due > tx.now.steady) return done(undefined);
    const to = await destination(tx, interaction);
    const outcome = step(interaction, {
      ...rowOf(interaction, deadline.row, agent),
      actor: system,
      now: tx.now,
      timeouts: await timeoutsIn(tx, to?.kind === "queue" ? to.queue : interaction.queue),
      ...(to === undefined ? {} : { to }),
    });
    if (!outcome.ok) return done(undefined);
    await tx.interactions.save(outcome);
    if (interaction.holder !== undefined) await takeBack({ tx, world }, interaction, interaction.holder);
    return done(undefined);
  },
);

/** What was put off is offered to whoever did so, if they are Ready and may still accept it; else it only falls due where it lies. desktop.md 13 */
function rowOf({ snooze }: Interaction, operation: Operation, agent: Agent | undefined) {
  if (operation !== "Wake" || snooze === undefined) return { operation };
  if (agent?.id !== snooze.user || !isThere(agent)) return { operation: "FallDue" } as const;
  return { operation, invitee: snooze.user };
}

type Here = Pick<Asked<unknown>, "tx" | "world">;

/** Not offered to the same agent for a while; an invitation counts. */
async function takeBack({ tx, world }: Here, interaction: Interaction, user: string): Promise<void> {
  const settings = await tx.centre.settings();
  await tx.interactions.pause(interaction.id, user, tx.now.steady + settings.afterRejectPauseMs);
  if (interaction.state === "Invited") await countExpired({ tx, world }, user, settings.maxExpiredInvitations);
}

/** Where it goes, when not back to its old place: an overflow to the named queue, a draft to its owner's shelf. */
async function destination(tx: Transaction, interaction: Interaction): Promise<Location | undefined> {
  if (interaction.state === "Composing" && interaction.holder !== undefined) {
    return { kind: "shelf", shelf: await shelfOf(tx, "draft", interaction.holder) };
  }
  if (interaction.shelf !== undefined) return { kind: "shelf", shelf: interaction.shelf };
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

/** An agent who lets so many in a row expire is set NotReady, and told why. desktop.md 3.2 */
async function countExpired({ tx, world }: Here, user: string, inARowMax: number): Promise<void> {
  const inARow = await tx.agents.countExpired(user);
  if (inARow < inARowMax) return;
  const channel = await tx.agents.channel(user);
  const row = { operation: "NotReady", reason: "InvitationsExpired" } as const;
  const next = becomes(channel, row, tx.now.wall);
  if (next !== undefined && channel.state === "Ready") {
    await tx.agents.saveChannel(user, { ...next, expiredInvitations: 0 }, "NotReady", row.reason);
    await notify(tx, world, { user, about: { operation: "SetState", state: "NotReady", reason: row.reason } });
  }
}
