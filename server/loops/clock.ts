import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { endIdleSession } from "../operations/system/end-idle-session.ts";
import { expire } from "../operations/system/expire.ts";

const dueMax = 100;

/** Runs deadlines that have passed, oldest first, and ends idle contact-center sessions. True when there may be more. wire.md 4.3, 2.2 */
export async function runDue(performing: Performing): Promise<boolean> {
  const { due, idle, before } = await performing.store.read(async (reading) => {
    const { sessionIdleTimeoutMs } = await reading.centre.settings();
    const idleBefore = reading.now.steady - sessionIdleTimeoutMs;
    return {
      due: await reading.interactions.due(reading.now.steady, dueMax),
      idle: await reading.agents.idle(idleBefore),
      before: idleBefore,
    };
  });
  for (const { interaction } of due) {
    await performAsSystem(performing, { operation: expire, actor: system, target: interaction, input: {} });
  }
  for (const user of idle) {
    await performAsSystem(performing, { operation: endIdleSession, actor: system, input: { user, before } });
  }
  return due.length === dueMax;
}
