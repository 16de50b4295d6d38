import { defineOperation, done, refuse } from "../operation.ts";
import { leave } from "../session/leave.ts";
import { adminRefused } from "./user-rights.ts";

/**
 * Removes a user who never held an e-mail; for all others `enabled: false` is the way, so that histories keep their names (19). Refuses
 * to take the last admin away (2/409). wire.md 10
 */
export const deleteUser = defineOperation<unknown, undefined>("DeleteUser", "Configure", async ({ tx, target }) => {
  await tx.configuration.open();
  const user = await tx.users.byId(target);
  if (user === undefined) return refuse({ kind: "notFound", thing: "user", name: target });
  const refusal = await adminRefused(tx, user, undefined);
  if (refusal !== undefined) return refuse(refusal);
  await leave(tx, user.id, "LogOut", "removed");
  if (!(await tx.configuration.remove("user", user.id))) {
    const because = "has held e-mails; set enabled to false instead";
    return refuse({ kind: "inUse", thing: "user", name: user.userName, because });
  }
  await tx.centre.changed("user", user.userName, "DeleteUser", { endsSessionsOf: user.id });
  return done(undefined);
});
