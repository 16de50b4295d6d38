import type { RememberedAnswer } from "../../ports/journal.ts";
import { defineOperation, done } from "../operation.ts";

type Input = RememberedAnswer & { readonly key: string };

/**
 * Remembers an answer that no operation remembered with its effect: a refusal that was found before one began. Value: what the key
 * stands for now, which may be the answer of a request that was faster; "running" while that one still runs. wire.md 1.9
 */
export const keepAnswer = defineOperation<Input, RememberedAnswer | "running">(
  "KeepAnswer",
  "KeepAnswer",
  async ({ tx, actor, input }) => {
    const { key, ...answer } = input;
    const known = await tx.journal.rememberedAnswer(actor.id, key);
    if (known !== undefined) return done(known);
    await tx.journal.remember(actor.id, key, answer);
    return done(answer);
  },
);
