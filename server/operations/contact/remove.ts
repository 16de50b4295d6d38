import { defineOperation, done, refuse } from "../operation.ts";
import { loadFamily } from "./load-family.ts";

/** Removes a contact, with those merged into it. Refuses one with interactions (19): their history would be nobody's; and one under a legal hold. wire.md 8.3 */
export const removeContact = defineOperation<unknown, undefined>("RemoveContact", "RemoveContact", async (asked) => {
  const { tx, target } = asked;
  const family = await loadFamily(asked);
  if (!family.ok) return family;
  const [{ id }, ...merged] = family.value;
  if (await tx.contacts.isUsed(id)) return refuse({ kind: "inUse", thing: "contact", name: target });
  if ((await tx.erasures.legalHold(family.value.map((member) => member.id))) !== undefined)
    return refuse({ kind: "inUse", thing: "contact", name: target, because: "it is under a legal hold" });
  await tx.contacts.remove(family.value);
  const others = merged.map((member) => member.id);
  await tx.journal.append({ kind: "ContactChanged", contact: id, operation: "RemoveContact", others });
  return done(undefined);
});
