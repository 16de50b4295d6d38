import { defineOperation, done } from "../operation.ts";

type Input = { readonly idHash: string; readonly csrfToken: string };

/** Makes an HTTP session of a user whose password was verified; always under a new id. wire.md 1.5 */
export const signIn = defineOperation<Input, undefined>("SignIn", "SignIn", async ({ tx, actor, input }) => {
  await tx.sessions.create({ ...input, user: actor.id, createdAt: tx.now.steady, lastSeenAt: tx.now.steady });
  return done(undefined);
});
