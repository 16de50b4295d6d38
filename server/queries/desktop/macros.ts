import type { Macros } from "../../domain/desktop/macro.ts";
import { defineQuery, found } from "../query.ts";

/** The user's own macros. desktop.md 13 */
export const listMacros = defineQuery<unknown, Macros>("ListMacros", "UseDesktop", async ({ reading, actor }) =>
  found(await reading.macros.of(actor.id)),
);
