import { type Changed, doRow } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

/** A supervisor becomes the owner, from every open state. Without role agent one may take, but then only move on. wire.md 12; reliability.md 7.1 */
export const take = defineOperation<Reasoned, Changed>("Take", "Take", async (asked) => {
  const locked = await lockOpen(asked, "Take");
  return locked.ok ? doRow(asked, locked.value, "Take", reasoned(asked.input)) : locked;
});
