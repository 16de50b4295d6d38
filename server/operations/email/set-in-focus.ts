import { defineOperation } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

/** The owner looks at the e-mail: the handling clock starts anew, and nobody is told. GWS SetInFocus; wire.md 5.17 */
export const setInFocus = defineOperation<Readonly<Record<string, never>>, Changed>(
  "SetInFocus",
  "SetInFocus",
  async (asked) => {
    const loaded = await loadFor(asked, "SetInFocus");
    return loaded.ok ? doRow(asked, loaded.value, "SetInFocus") : loaded;
  },
);
