import type { Contact } from "../../domain/contact/contact.ts";
import { defineQuery, found, missing } from "../query.ts";

/** One contact, also under the id of one that was merged into it. wire.md 8.3 */
export const findContact = defineQuery<{ readonly id: string }, Contact>(
  "FindContact",
  "ReadContacts",
  async ({ reading, input }) => {
    const contact = await reading.contacts.byId(input.id);
    return contact === undefined ? missing({ kind: "notFound", thing: "contact", name: input.id }) : found(contact);
  },
);
