import { defineOperation, done } from "../operation.ts";

/** Ends an HTTP session. wire.md 1.5 */
export const signOut = defineOperation<{ readonly idHash: string }, undefined>(
  "SignOut",
  "SignOut",
  async ({ tx, input }) => {
    await tx.sessions.remove(input.idHash);
    return done(undefined);
  },
);
