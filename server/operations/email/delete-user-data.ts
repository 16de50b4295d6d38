import { defineOperation, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { isReadOnly } from "./user-data.ts";

type Input = { readonly keys: readonly Spelt<string>[] };

/**
 * The owner takes pairs away; keys that are not there are ignored. Refuses read-only keys (11), and `ContactId` (10): an e-mail goes to
 * another contact, never to none. GWS DeleteUserData; wire.md 5.17
 */
export const deleteUserData = defineOperation<Input, Changed>("DeleteUserData", "DeleteUserData", async (asked) => {
  const loaded = await loadFor(asked, "DeleteUserData");
  if (!loaded.ok) return loaded;
  const { keys } = asked.input;
  const fixed = keys.find(({ value }) => isReadOnly(value));
  if (fixed !== undefined) return refuse({ kind: "readOnly", path: fixed.path });
  const contact = keys.find(({ value }) => value === "ContactId");
  if (contact !== undefined) {
    return refuse({ kind: "badValue", path: contact.path, because: "assign the e-mail to another contact instead" });
  }
  const gone = new Set(keys.map(({ value }) => value));
  const userData = Object.fromEntries(Object.entries(loaded.value.userData).filter(([key]) => !gone.has(key)));
  return doRow(asked, loaded.value, "DeleteUserData", { change: { userData } });
});
