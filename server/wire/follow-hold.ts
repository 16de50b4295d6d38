import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { applyHold } from "../operations/system/apply-hold.ts";

/**
 * Has outgoing mail follow its hold, so that what is read next says so. Bounded: the clock does what is left, and nothing is claimed
 * meanwhile. wire.md 12
 */
export async function followHold(performing: Performing): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const followed = await performAsSystem(performing, {
      operation: applyHold,
      actor: system,
      input: { limit: perRound },
    });
    if (!followed.ok || followed.value < perRound) return;
  }
}

const perRound = 100;
const roundsMax = 20;
