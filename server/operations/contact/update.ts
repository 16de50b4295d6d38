import { type ContactChange, changed } from "../../domain/contact/change.ts";
import type { Contact } from "../../domain/contact/contact.ts";
import { defineOperation, done } from "../operation.ts";
import { loadFamily } from "./load-family.ts";

/** Writes what changes of a contact, and leaves the rest. wire.md 8.3 */
export const updateContact = defineOperation<ContactChange, Contact>(
  "UpdateContact",
  "UpdateContact",
  async (asked) => {
    const { tx, input } = asked;
    const family = await loadFamily(asked);
    if (!family.ok) return family;
    const contact = await tx.contacts.save(changed(family.value, input));
    await tx.journal.append({ kind: "ContactChanged", contact: contact.id, operation: "UpdateContact", others: [] });
    return done(contact);
  },
);
