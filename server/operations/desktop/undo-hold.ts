import { ended, type Hold } from "../../domain/desktop/hold.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { giveBack, lockHeld, tellHold } from "./held-emails.ts";
import { lockHold, settleJob } from "./job-of-hold.ts";

/** Calls back what was held: exactly the versions that were held are there again. Refuses others' (6), and what is over (2/409). desktop.md 5.4 */
export const undoHold = defineOperation<unknown, Hold>("UndoHold", "UseDesktop", async ({ tx, actor, target }) => {
  const locked = await lockHold(tx, target);
  if (locked?.hold.user !== actor.id) return refuse({ kind: "notFound", thing: "hold", name: target });
  const { hold, job } = locked;
  if (hold.state !== "held")
    return refuse({ kind: "notPossible", operation: "Undo", because: `the hold is ${hold.state}` });
  const { emails } = await lockHeld(tx, hold);
  await giveBack(tx, emails);
  const undone = ended(hold, "undone");
  await tx.holds.save(undone);
  await tellHold(tx, undone, "UndoHold");
  await settleJob(tx, { hold: undone, job });
  return done(undone);
});
