import type { GuardWarning } from "../../domain/mail/recipient-guard.ts";
import { defineOperation, done } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { type ContentChange, changed } from "./content-change.ts";
import { loadFor } from "./do-row.ts";
import { recipientWarnings } from "./recipient-warnings.ts";

type Input = { readonly queue?: QueueReference; readonly content: ContentChange };

/** What Send would warn of, or refuse, for the draft as it is or as it would be: the composer asks before it sends. Changes nothing. desktop.md 13 */
export const checkRecipients = defineOperation<Input, readonly GuardWarning[]>(
  "CheckRecipients",
  "Send",
  async (asked) => {
    const { tx, world, input } = asked;
    const loaded = await loadFor(asked, "Send");
    if (!loaded.ok) return loaded;
    const reference = { operation: "Send", kinds: "send", otherwise: "email-outbound" } as const;
    const queue = await queueMeant(tx, input.queue ?? {}, reference);
    if (!queue.ok) return queue;
    const present = await tx.interactions.content(loaded.value.content);
    if (present === undefined) throw new Error(`content ${loaded.value.content} is missing`);
    const content = changed(present, input.content, world.ids.object());
    // A reviewer's queue sends nothing.
    if (queue.value.kind === "review") return done([]);
    return done(await recipientWarnings(tx, { draft: loaded.value, content, queue: queue.value }));
  },
);
