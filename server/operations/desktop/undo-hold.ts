import { ended, type Hold } from "../../domain/desktop/hold.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { giveBack, lockHeld, tellHold } from "./held-emails.ts";

/** Calls back what was held: exactly the versions that were held are there again. Refuses others' (6), and what is over (2/409). desktop.md 5.4 */
export const undoHold = defineOperation<unknown, Hold>("UndoHold", "UseDesktop", async ({ tx, actor, target }) => {
  const hold = await tx.holds.lock(target);
  if (hold === undefined || hold.user !== actor.id) return refuse({ kind: "notFound", thing: "hold", name: target });
  if (hold.state !== "held")
    return refuse({ kind: "notPossible", operation: "Undo", because: `the hold is ${hold.state}` });
  const { emails } = await lockHeld(tx, hold);
  await giveBack(tx, emails);
  const undone = ended(hold, "undone");
  await tx.holds.save(undone);
  await tellHold(tx, undone, "UndoHold");
  return done(undone);
});
