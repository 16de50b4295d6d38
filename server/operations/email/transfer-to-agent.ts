import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { User } from "../../ports/agents.ts";
import { inviteeRefusal, placeToReturn } from "../direct-invitation.ts";
import type { Asked, Result } from "../operation.ts";
import { refuse } from "../operation.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow } from "./do-row.ts";

type Invitee = { readonly user: User; readonly path: string };

/**
 * A direct invitation: readiness, skills and capacity do not count, but the agent is logged in, which is asked under the lock on their
 * row. Declined or expired it goes back to its queue; from a queue that is never routed, to the actor's workbin `draft`. wire.md 4.3
 */
export async function transferToAgent(
  asked: Asked<Commented>,
  interaction: Interaction,
  { user, path }: Invitee,
): Promise<Result<Changed>> {
  const { tx, actor } = asked;
  if (user.id === actor.id) return refuse({ kind: "badValue", path, because: "not to oneself" });
  const agent = await tx.agents.lock(user.id);
  const refusal = inviteeRefusal(user, agent, { operation: "Transfer", path });
  if (refusal !== undefined) return refuse(refusal);
  return doRow(asked, interaction, "Transfer", {
    ...commented(asked, interaction),
    invitee: user.id,
    to: await placeToReturn(tx, interaction, actor.id),
  });
}
