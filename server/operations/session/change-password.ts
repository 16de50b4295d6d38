import { defineOperation, done } from "../operation.ts";

/** Stores the hash of a new password; the old one was verified by whoever asks. GWS ChangePassword; wire.md 1.5 */
export const changePassword = defineOperation<{ readonly passwordHash: string }, undefined>(
  "ChangePassword",
  "ChangePassword",
  async ({ tx, actor, input }) => {
    await tx.users.setPassword(actor.id, input.passwordHash);
    await tx.centre.changed("password", actor.kind === "user" ? actor.userName : actor.id, "ChangePassword");
    return done(undefined);
  },
);
