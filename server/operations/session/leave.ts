import { system } from "../../domain/agent/actor.ts";
import { becomes } from "../../domain/agent/readiness.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { timeoutsIn } from "../timeouts.ts";

/**
 * Ends a contact-center session: the channel first (its row is the lock), what was watched for its time, then every open invitation goes
 * back to its place. `forcedBy`: a supervisor does it, which is told even when there was no such session, because the user's other sessions
 * end too. wire.md 2.2, 4.3, 7, 12
 */
export async function leave(
  tx: Transaction,
  user: string,
  operation: string,
  note?: string,
  forcedBy?: string,
): Promise<void> {
  const agent = await tx.agents.lock(user);
  for (const shelf of await tx.subscriptions.removeAll(user)) {
    await tx.journal.append({ kind: "WorkbinWatched", user, operation: "Unsubscribe", shelf, hasFailed: false });
  }
  if (agent === undefined || (agent.channel.state === "LoggedOut" && forcedBy === undefined)) return;
  const channel = becomes(agent.channel, { operation: "LogOut" }, tx.now.wall, forcedBy) ?? agent.channel;
  const { afterRejectPauseMs } = await tx.centre.settings();
  for (const id of await tx.agents.invitations(user)) {
    const interaction = await tx.interactions.lock(id);
    if (interaction === undefined || interaction.holder !== user) continue;
    const timeouts = await timeoutsIn(tx, interaction.queue);
    const outcome = step(interaction, { operation: "RevokeAtLogOut", actor: system, now: tx.now, timeouts });
    if (!outcome.ok) continue;
    await tx.interactions.save(outcome);
    await tx.interactions.pause(id, user, tx.now.steady + afterRejectPauseMs);
  }
  await tx.agents.saveChannel(
    user,
    channel,
    operation,
    note,
    forcedBy === undefined ? undefined : { endsSessions: true },
  );
}
