import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { numberJournal } from "../operations/system/number-journal.ts";

/**
 * Runs the sequencer, so that what is committed is visible in what is read next (architecture.md 7). Bounded: under constant writing
 * what came after the call may be left.
 */
export async function catchUp(performing: Performing): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const numbered = await performAsSystem(performing, {
      operation: numberJournal,
      actor: system,
      input: { limit: eventsPerRound },
    });
    if (!numbered.ok || numbered.value.length < eventsPerRound) return;
  }
}

const eventsPerRound = 1_000;
const roundsMax = 20;
