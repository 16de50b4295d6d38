import type { User } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { claimRefused } from "./claims.ts";
import { nameRefused, type UserChange, userAfter, withHash } from "./user-change.ts";
import { adminRefused } from "./user-rights.ts";
import { withdraw } from "./withdraw.ts";

/**
 * Changes a user. Who may work no longer is logged out of the channels as by EndContactCenterSession; whose roles, password or
 * permission to sign in change loses all HTTP and push sessions. Refuses a used name (18) and to take the last admin away (2/409).
 * wire.md 10.1, reliability.md 7.2 S24
 */
export const changeUser = defineOperation<UserChange, User>(
  "ChangeUser",
  "Configure",
  async ({ tx, target, input }) => {
    await tx.configuration.open();
    const before = await tx.users.byId(target);
    if (before === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
    const claimed = claimRefused(input.claims, before.id);
    if (claimed !== undefined) return refuse(claimed);
    const changed = await userAfter(tx, before, input);
    if (!changed.ok) return changed;
    const user = changed.value;
    const refusal = (await nameRefused(tx, user)) ?? (await adminRefused(tx, before, user));
    if (refusal !== undefined) return refuse(refusal);
    const what = whatChanged(before, user, input);
    if (what.length === 0) return done(user);
    const endsSessions = await withdraw(tx, before, { ...user, hasNewPassword: input.passwordHash !== undefined });
    await tx.users.save(user, undefined);
    if (input.passwordHash !== undefined) await tx.users.replacePassword(user.id, input.passwordHash);
    await tx.centre.changed("user", user.userName, "ChangeUser", {
      note: what.join(", "),
      ...(endsSessions ? { endsSessionsOf: user.id } : {}),
    });
    return done(user);
  },
  withHash,
);

/** Names of what is different, never values: they go into the audit. */
function whatChanged(before: User, after: User, { passwordHash }: UserChange): readonly string[] {
  const keys = Object.keys(after) as (keyof User)[]; // Object.keys forgets the names it returns
  const different = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return passwordHash === undefined ? different : [...different, "password"];
}
