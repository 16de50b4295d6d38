import type { RememberedAnswer } from "../../ports/journal.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly key: string;
  readonly answer: Pick<RememberedAnswer, "requestHash" | "status" | "body"> | undefined;
};

/** Remembers the answer of a bulk request; without one the key is free again, and the same request goes on with what is left. wire.md 1.9 */
export const endBulk = defineOperation<Input, undefined>("EndBulk", "Bulk", async ({ tx, actor, input }) => {
  if (input.answer === undefined) await tx.journal.forgetKey(actor.id, input.key);
  else await tx.journal.noteKey(actor.id, input.key, input.answer);
  return done(undefined);
});
