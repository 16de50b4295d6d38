import type { ToldAnswer } from "../../domain/interaction/events.ts";
import { defineOperation, done } from "../operation.ts";

type Input = { readonly operation: string; readonly answer: ToldAnswer };

/** Tells the user who asked what was answered: the push session may be in another process, so it goes the way of all events. wire.md 8.2 */
export const tell = defineOperation<Input, undefined>("Tell", "Tell", async ({ tx, actor, input }) => {
  await tx.journal.append({ kind: "Answered", user: actor.id, ...input });
  return done(undefined);
});
