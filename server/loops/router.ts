import { system } from "../domain/agent/actor.ts";
import type { Decision } from "../domain/routing/choose-invitations.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { invite } from "../operations/system/invite.ts";
import { decisionsNow } from "../queries/routing/decisions.ts";

/** How many waiting interactions of a queue one tick looks at. */
const perQueueMax = 100;

/**
 * One turn of routing: waiting interactions and ready agents → decisions → invitations. `invite` checks each again under the agent's
 * lock. True when something was offered, because more may fit. GWS calls this the submitter; wire.md 4.3
 */
export async function routeOnce(performing: Performing): Promise<boolean> {
  const decisions = await performing.store.read((reading) => decisionsNow(reading, perQueueMax));
  const results = await Promise.all([...byAgent(decisions).values()].map((some) => inviteInTurn(performing, some)));
  return results.some((offered) => offered);
}

/** Invitations of one agent wait for each other at its lock; those of different agents do not. */
function byAgent(decisions: readonly Decision[]): ReadonlyMap<string, readonly Decision[]> {
  return Map.groupBy(decisions, (decision) => decision.agent);
}

async function inviteInTurn(performing: Performing, decisions: readonly Decision[]): Promise<boolean> {
  let hasOffered = false;
  for (const { interaction, agent, why, considered } of decisions) {
    const result = await performAsSystem(performing, {
      operation: invite,
      actor: system,
      target: interaction,
      input: { agent, why, considered },
    });
    hasOffered ||= result.ok;
  }
  return hasOffered;
}
