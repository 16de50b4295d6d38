import type { Contact } from "../../domain/contact/contact.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { loadFamily } from "./load-family.ts";

type Input = { readonly contacts: readonly Spelt<string>[] };

/**
 * Takes merged contacts out again, each with what was merged into it before: history, threads and values are theirs again, but for
 * values that were written since. Refuses one that is not merged into this (2/409). wire.md 8.3
 */
export const unmergeContacts = defineOperation<Input, Contact>("UnmergeContacts", "UnmergeContacts", async (asked) => {
  const { tx, input } = asked;
  const family = await loadFamily(asked);
  if (!family.ok) return family;
  const [{ id: root }, ...merged] = family.value;
  const ids = [...new Set(input.contacts.map(({ value }) => value))];
  for (const id of ids) {
    if (merged.some((member) => member.id === id)) continue;
    if ((await tx.contacts.byId(id)) === undefined) return refuse({ kind: "notFound", thing: "contact", name: id });
    return refuse({ kind: "notPossible", operation: "Unmerge", because: `${id} is not merged into ${root}` });
  }
  const contact = await tx.contacts.unmerge(family.value, ids);
  await tx.journal.append({ kind: "ContactChanged", contact: root, operation: "UnmergeContacts", others: ids });
  return done(contact);
});
