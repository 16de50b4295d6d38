import type { Agent } from "../domain/agent/agent.ts";
import type { Transaction } from "../ports/transaction.ts";

/** Locks agents' rows in the order of their ids, before any interaction's row: whatever makes or revokes invitations does so first. architecture.md 7 */
export async function lockAgents(
  tx: Transaction,
  ids: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Agent | undefined>> {
  const distinct = [...new Set(ids.filter((id) => id !== undefined))].toSorted();
  const locked = new Map<string, Agent | undefined>();
  for (const id of distinct) locked.set(id, await tx.agents.lock(id));
  return locked;
}
