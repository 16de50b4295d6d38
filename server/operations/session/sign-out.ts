import { defineOperation, done } from "../operation.ts";

/**
 * Ends an HTTP session. A row that is too old to count stays until the sweep of idle sessions: a cookie may be given out before it has a
 * row, and one that was ended must not begin again. The event reaches the polls and websockets that it opened. wire.md 1.5; reliability.md 7.2 S24
 */
export const signOut = defineOperation<{ readonly idHash: string }, undefined>(
  "SignOut",
  "SignOut",
  async ({ tx, actor, input }) => {
    await tx.sessions.remove(input.idHash);
    await tx.sessions.create({ ...input, user: actor.id, csrfToken: "", createdAt: 0, lastSeenAt: tx.now.steady });
    await tx.journal.append({ kind: "SignedOut", operation: "SignOut", user: actor.id, session: input.idHash });
    return done(undefined);
  },
);
