import type { RememberedAnswer } from "../../ports/journal.ts";
import { defineQuery, found } from "../query.ts";

/** What the actor's `Idempotency-Key` stands for. wire.md 1.9 */
export const findRememberedAnswer = defineQuery<{ readonly key: string }, RememberedAnswer | undefined>(
  "FindRememberedAnswer",
  "KeepAnswer",
  async ({ reading, actor, input }) => found(await reading.journal.answerTo(actor.id, input.key)),
);
