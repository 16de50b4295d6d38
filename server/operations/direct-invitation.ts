import type { Agent } from "../domain/agent/agent.ts";
import type { Interaction, Location } from "../domain/interaction/interaction.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { User } from "../ports/agents.ts";
import type { Transaction } from "../ports/transaction.ts";
import { shelfOf } from "./shelves.ts";

/**
 * Why somebody cannot be invited directly: no agent (10), not logged in on e-mail or not allowed to use it (2/409). Readiness, skills and capacity do not
 * count. `agent` was locked, so this holds until the commit. wire.md 4.3
 */
export function inviteeRefusal(
  user: User,
  agent: Agent | undefined,
  { operation, path }: { readonly operation: string; readonly path: string },
): Refusal | undefined {
  if (agent === undefined || !user.enabled)
    return { kind: "badValue", path, because: `${user.userName} is not an agent` };
  if (agent.channel.state === "LoggedOut") {
    return { kind: "notPossible", operation, because: `${user.userName} is not logged in` };
  }
  if (agent.mayUseEmail) return undefined;
  return { kind: "notPossible", operation, because: `${user.userName} is not allowed to use e-mail` };
}

/**
 * Where a direct invitation that is declined or expires leads back to: the interaction's queue and old position; where that is never
 * routed, the workbin `draft` of whoever made the invitation. wire.md 4.3
 */
export async function placeToReturn(tx: Transaction, interaction: Interaction, inviter: string): Promise<Location> {
  const queue = await tx.centre.queue(interaction.queue);
  if (queue !== undefined && queue.kind !== "draft" && queue.kind !== "outbound") {
    return { kind: "queue", queue: interaction.queue, position: interaction.position };
  }
  return { kind: "shelf", shelf: await shelfOf(tx, "draft", inviter) };
}
