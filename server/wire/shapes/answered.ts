import type { HistoryEntry } from "../../ports/history.ts";
import type { EntryWithContent } from "../../queries/ucs/with-contents.ts";
import { historyEntry } from "./history-entry.ts";
import { ucsInteraction } from "./ucs-interaction.ts";
import type { Viewing } from "./viewing.ts";

/** What GWS answers by push, the same keys at once and as the event. `reference` is its place among them. wire.md 8.2 */

type Reference = { readonly referenceId?: number };

const failed = { errorMessage: "UCS request failed" };

export const identified = (contact: string | undefined, reference: Reference) => ({
  ...reference,
  ...(contact === undefined ? failed : { contactId: contact }),
});

export const historyAnswered = (
  entries: readonly HistoryEntry[],
  { publicUrl, keys }: { readonly publicUrl: string; readonly keys: readonly string[] | undefined },
  reference: Reference,
) => ({
  messageType: "GetInteractionsHistoryMessage",
  ...reference,
  interactions: entries.map((entry) => historyEntry(entry, publicUrl, keys)),
});

/** Undefined: it is gone since it was asked for. */
export const contentAnswered = (entry: EntryWithContent | undefined, viewing: Viewing, reference: Reference) => ({
  messageType: "GetInteractionContentMessage",
  ...reference,
  ...(entry === undefined ? failed : { interaction: ucsInteraction(entry, viewing), messages: [] }),
});

export const contactAssigned = (reference: Reference) => ({
  ...reference,
  messageType: "UcsOperationResponse",
  success: true,
});
