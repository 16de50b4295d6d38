import { defineOperation, refuse } from "../operation.ts";
import { type ContentChange, changed, tooManyRecipients } from "./content-change.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { senderRefusal } from "./draft-sender.ts";
import { prepareContent } from "./prepare-content.ts";

type Input = { readonly content?: ContentChange };

/** Stores what is given of a draft's content and leaves the rest; half-finished drafts are fine. GWS Save; wire.md 5.10 */
export const save = defineOperation<Input, Changed>(
  "Save",
  "Save",
  async (asked) => {
    const { tx, actor, world, input } = asked;
    const loaded = await loadFor(asked, "Save");
    if (!loaded.ok) return loaded;
    const present = await tx.interactions.content(loaded.value.content);
    if (present === undefined) throw new Error(`content ${loaded.value.content} is missing`);
    if (input.content === undefined) return doRow(asked, loaded.value, "Save");
    const content = changed(present, input.content, world.ids.object());
    const { recipientsMax } = await tx.centre.settings();
    const sender = actor.kind === "user" ? await senderRefusal(tx, actor, input.content.from) : undefined;
    const refusal = sender ?? tooManyRecipients(content, input.content, recipientsMax);
    if (refusal !== undefined) return refuse(refusal);
    return doRow(asked, loaded.value, "Save", { content, change: { content: content.id } });
  },
  prepareContent,
);
