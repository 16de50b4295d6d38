import { defineOperation, done } from "../operation.ts";

type Input = { readonly user: string; readonly idHash?: string };

/** A request was made: the HTTP session and the contact-center session do not end yet. wire.md 1.5, 2.2 */
export const noteActivity = defineOperation<Input, undefined>("NoteActivity", "NoteActivity", async ({ tx, input }) => {
  await tx.sessions.noteActivity(input.user, tx.now.steady);
  if (input.idHash !== undefined) await tx.sessions.touch(input.idHash, tx.now.steady);
  return done(undefined);
});
