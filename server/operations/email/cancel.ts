import { defineOperation } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

/** The owner throws a draft away; the original is untouched. GWS Email/Cancel, CancelReply; wire.md 5.12 */
export const cancel = defineOperation<Readonly<Record<string, never>>, Changed>("Cancel", "Cancel", async (asked) => {
  const loaded = await loadFor(asked, "Cancel");
  return loaded.ok ? doRow(asked, loaded.value, "Cancel") : loaded;
});
