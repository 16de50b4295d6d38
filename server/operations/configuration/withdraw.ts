import type { User } from "../../ports/agents.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { leave } from "../session/leave.ts";
import { canWork } from "./user-rights.ts";

type Rights = Pick<User, "id" | "roles" | "enabled">;

/**
 * Takes away what goes with rights: who may work no longer is logged out of the channels as by EndContactCenterSession; whose roles, password
 * or permission to sign in change loses all HTTP sessions. Value: whether they end; then the change is told with `endsSessionsOf`, for those
 * who listen. reliability.md 7.2 S24
 */
export async function withdraw(
  tx: Transaction,
  before: Rights,
  after: Rights & { readonly hasNewPassword: boolean },
): Promise<boolean> {
  if (canWork(before) && !canWork(after)) await leave(tx, before.id, "LogOut", "may work no longer");
  const isChanged = after.hasNewPassword || before.enabled !== after.enabled || rolesOf(before) !== rolesOf(after);
  if (isChanged) await tx.sessions.removeOf(before.id);
  return isChanged;
}

const rolesOf = ({ roles }: Rights): string => roles.toSorted().join(" ");
