import { dispositionRefusal } from "../disposition.ts";
import { type Changed, doRow } from "../email/do-row.ts";
import { defineOperation, refuse } from "../operation.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

/** A supervisor ends a received e-mail from every open state, as its owner would. wire.md 12, 5.15 */
export const completeOpen = defineOperation<Reasoned, Changed>("Complete", "CompleteOpen", async (asked) => {
  const locked = await lockOpen(asked, "CompleteOpen");
  if (!locked.ok) return locked;
  const refusal = await dispositionRefusal(asked.tx, locked.value);
  return refusal === undefined ? doRow(asked, locked.value, "CompleteOpen", reasoned(asked.input)) : refuse(refusal);
});
