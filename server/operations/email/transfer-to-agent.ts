import { loggedOut } from "../../domain/agent/agent.ts";
import type { Interaction, Location } from "../../domain/interaction/interaction.ts";
import type { User } from "../../ports/agents.ts";
import type { Asked, Result } from "../operation.ts";
import { refuse } from "../operation.ts";
import { shelfOf } from "../shelves.ts";
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
  const agent = user.enabled ? await tx.agents.lock(user.id) : undefined;
  if (agent === undefined) return refuse({ kind: "badValue", path, because: `${user.userName} is not an agent` });
  if (agent.channel.state === loggedOut.state) {
    return refuse({ kind: "notPossible", operation: "Transfer", because: `${user.userName} is not logged in` });
  }
  const to = await backFrom(asked, interaction);
  return doRow(asked, interaction, "Transfer", {
    ...commented(asked, interaction),
    invitee: user.id,
    ...(to === undefined ? {} : { to }),
  });
}

/** Where it goes when the invitation ends without an Accept; undefined: to its place in its queue. */
async function backFrom({ tx, actor }: Asked<Commented>, interaction: Interaction): Promise<Location | undefined> {
  const queue = await tx.centre.queue(interaction.queue);
  if (queue?.kind !== "draft" && queue?.kind !== "outbound") return undefined;
  return { kind: "shelf", shelf: await shelfOf(tx, "draft", actor.id) };
}
