import type { Role } from "../../domain/agent/actor.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { User } from "../../ports/agents.ts";
import type { Transaction } from "../../ports/transaction.ts";

type Rights = Pick<User, "roles" | "enabled">;

/** Whether work can be offered to the user; supervisors are agents too (wire.md 1.5). */
export const canWork = (user: Rights): boolean => user.enabled && has(user, "agent", "supervisor");

/** Somebody must stay who can configure: the refusal of a change, or of a removal, that leaves nobody. */
export async function adminRefused(
  tx: Transaction,
  before: User,
  after: User | undefined,
): Promise<Refusal | undefined> {
  if (!canConfigure(before) || (after !== undefined && canConfigure(after))) return undefined;
  if (await tx.configuration.hasOtherAdmin(before.id)) return undefined;
  const operation = after === undefined ? "DeleteUser" : "ChangeUser";
  return { kind: "notPossible", operation, because: `${before.userName} is the last enabled admin` };
}

const canConfigure = (user: Rights): boolean => user.enabled && has(user, "admin");

const has = ({ roles }: Rights, ...wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));
