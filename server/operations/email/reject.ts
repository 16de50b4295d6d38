import { defineOperation } from "../operation.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { pauseFor } from "./pause.ts";

/** The invitee declines: back to its old place, and not offered to the same agent for `afterRejectPause`. wire.md 5.5, 4.3 */
export const reject = defineOperation<Commented, Changed>("Reject", "Reject", async (asked) => {
  const loaded = await loadFor(asked, "Reject");
  if (!loaded.ok) return loaded;
  const { tx, actor } = asked;
  const rejected = await doRow(asked, loaded.value, "Reject", commented(asked, loaded.value));
  if (!rejected.ok) return rejected;
  await pauseFor(asked, loaded.value);
  await tx.agents.clearExpired(actor.id);
  return rejected;
});
