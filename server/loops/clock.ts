import { system } from "../domain/agent/actor.ts";
import { clearPresence } from "../operations/desktop/presence.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { applyHold } from "../operations/system/apply-hold.ts";
import { endIdleSession } from "../operations/system/end-idle-session.ts";
import { expire } from "../operations/system/expire.ts";
import { endHold } from "../wire/desktop/hold-actions.ts";

const dueMax = 100;

/** Runs deadlines that have passed, oldest first, does what holds have held, lets go of who is not there any more, ends idle contact-center sessions, and has outgoing mail follow its hold. True when there may be more. wire.md 4.3, 2.2 */
export async function runDue(performing: Performing): Promise<boolean> {
  const { due, idle, before, behindHold, held, gone } = await performing.store.read(async (reading) => {
    const { sessionIdleTimeoutMs } = await reading.centre.settings();
    const idleBefore = reading.now.steady - sessionIdleTimeoutMs;
    return {
      due: await reading.interactions.due(reading.now.steady, dueMax),
      idle: await reading.agents.idle(idleBefore),
      before: idleBefore,
      gone: await reading.presences.endedAt(reading.now.steady, dueMax),
      held: await reading.holds.due(reading.now.steady, dueMax),
      behindHold: await reading.deliveries.behindHold(1),
    };
  });
  for (const { interaction } of due) {
    await performAsSystem(performing, { operation: expire, actor: system, target: interaction, input: {} });
  }
  for (const target of gone) {
    await performAsSystem(performing, { operation: clearPresence, actor: system, target, input: {} });
  }
  for (const hold of held) await endHold(performing, hold);
  for (const user of idle) {
    await performAsSystem(performing, { operation: endIdleSession, actor: system, input: { user, before } });
  }
  // What was sent or failed while all outgoing mail was being held, or what a request had no time for.
  const followed = behindHold.length === 0 ? 0 : await followHold(performing);
  return due.length === dueMax || held.length === dueMax || followed === dueMax;
}

/** Lets a batch of deliveries follow the hold of all outgoing mail. Value: how many. */
async function followHold(performing: Performing): Promise<number> {
  const input = { limit: dueMax };
  const result = await performAsSystem(performing, { operation: applyHold, actor: system, input });
  return result.ok ? result.value : 0;
}
