import { type Changed, doRow } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

/** A supervisor throws a draft away from every open state, as its owner would. wire.md 12, 5.12 */
export const cancelOpen = defineOperation<Reasoned, Changed>("Cancel", "CancelOpen", async (asked) => {
  const locked = await lockOpen(asked, "CancelOpen");
  return locked.ok ? doRow(asked, locked.value, "CancelOpen", reasoned(asked.input)) : locked;
});
