import type { RememberedAnswer } from "../../ports/journal.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = { readonly key: string; readonly requestHash: string };

/**
 * A bulk request is many transactions, so its key is noted before the first of them: the same request is refused while this one runs
 * (19), and taken up where it ended when its process is gone. Value: the first answer, when there is one. wire.md 1.9, 12
 */
export const beginBulk = defineOperation<Input, { readonly first: RememberedAnswer | undefined }>(
  "BeginBulk",
  "Bulk",
  async ({ tx, actor, input }) => {
    const { key, requestHash } = input;
    const known = await tx.journal.rememberedAnswer(actor.id, key);
    if (known === "running") return refuse({ kind: "keyRunning" });
    if (known !== undefined && known.requestHash !== requestHash) return refuse({ kind: "keyReused" });
    if (known !== undefined && known.status !== unanswered) return done({ first: known });
    if (known !== undefined && tx.now.steady - (known.at ?? 0) < aliveMs) return refuse({ kind: "keyRunning" });
    await tx.journal.noteKey(actor.id, key, { requestHash, status: unanswered, body: "" });
    return done({ first: undefined });
  },
);

/** In the place of an HTTP status: there is no answer yet. */
const unanswered = 0;

/** Longer than a bulk request may run (`wire/bulk.ts`). */
const aliveMs = 30_000;
