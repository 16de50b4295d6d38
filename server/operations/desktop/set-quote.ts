import { type Changed, doRow, loadFor } from "../email/do-row.ts";
import { defineOperation, refuse } from "../operation.ts";

type Input = {
  /** The e-mail that is quoted; undefined: none. */
  readonly quoted: string | undefined;
};

/**
 * A draft quotes an e-mail of its thread, or nothing: shown below the draft, and put behind its text by Send, as it was stored. Refuses
 * what the actor may not read (6), and what is not of its thread (10). desktop.md 5.1, 13
 */
export const setQuote = defineOperation<Input, Changed>("SetQuote", "SetQuote", async (asked) => {
  const { tx, actor, input } = asked;
  const loaded = await loadFor(asked, "SetQuote");
  if (!loaded.ok) return loaded;
  if (input.quoted !== undefined) {
    const quoted = await tx.interactions.visible(input.quoted, actor);
    if (quoted === undefined) return refuse({ kind: "notFound", thing: "interaction", name: input.quoted });
    if (quoted.thread !== loaded.value.thread || quoted.id === loaded.value.id) {
      return refuse({
        kind: "badValue",
        path: "$.interactionId",
        because: "must be another e-mail of the same thread",
      });
    }
  }
  return doRow(asked, loaded.value, "SetQuote", { change: { quote: input.quoted } });
});
