import type { Agent } from "../domain/agent/agent.ts";
import type { Interaction, Location } from "../domain/interaction/interaction.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { User } from "../ports/agents.ts";
import type { Transaction } from "../ports/transaction.ts";
import { done, type Result, refuse } from "./operation.ts";
import type { Spelt } from "./references.ts";
import { shelfOf } from "./shelves.ts";

/** A user as a request names one; all forms must agree. wire.md 5.13, 12 */
export type UserReference = { readonly name?: Spelt<string>; readonly id?: Spelt<string> };

/** The user that a request means. Refuses unknown ones (6) and names of different users (2/400). */
export async function userMeant(tx: Transaction, { name, id }: UserReference): Promise<Result<User>> {
  const byName = name === undefined ? undefined : await tx.users.byName(name.value);
  const byId = id === undefined ? undefined : await tx.users.byId(id.value);
  if (id !== undefined && byId === undefined) return unknown(id.value);
  if (name !== undefined && byName === undefined) return unknown(name.value);
  if (byId !== undefined && byName !== undefined && byId.id !== byName.id) {
    return refuse({ kind: "contradiction", path: id?.path ?? "$", because: "only one target is allowed" });
  }
  const user = byId ?? byName;
  return user === undefined ? refuse({ kind: "missing", path: "$.userUri", hint: "or another target" }) : done(user);
}

const unknown = (name: string) => refuse({ kind: "notFound", thing: "user", name });

/** Where a reference stands in the request. */
export const pathOf = ({ name, id }: UserReference): string => id?.path ?? name?.path ?? "$.userUri";

/**
 * Why somebody cannot be invited directly: no agent (10), or not logged in on e-mail (2/409). Readiness, skills and capacity do not
 * count. `agent` was locked, so this holds until the commit. wire.md 4.3
 */
export function inviteeRefusal(
  user: User,
  agent: Agent | undefined,
  { operation, path }: { readonly operation: string; readonly path: string },
): Refusal | undefined {
  if (agent === undefined) return { kind: "badValue", path, because: `${user.userName} is not an agent` };
  if (user.enabled && agent.channel.state !== "LoggedOut") return undefined;
  return { kind: "notPossible", operation, because: `${user.userName} is not logged in` };
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
