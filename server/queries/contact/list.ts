import type { Contact } from "../../domain/contact/contact.ts";
import { queryTerms } from "../../domain/contact/terms.ts";
import type { ContactFilter } from "../../ports/contacts.ts";
import { defineQuery, found } from "../query.ts";

/** `search`: words of name, address, number or account, each at least by its beginning. */
export type ContactsAsked = Omit<ContactFilter, "terms"> & { readonly search?: string };

export type ContactsFound = { readonly contacts: readonly Contact[]; readonly hasMore: boolean };

/** A page of contacts, oldest first. A search for nothing but signs finds nobody. wire.md 8.3 */
export const listContacts = defineQuery<ContactsAsked, ContactsFound>(
  "ListContacts",
  "ReadContacts",
  async ({ reading, input: { search = "", ...filter } }) => {
    const terms = queryTerms(search);
    if (terms.length === 0 && search.trim() !== "") return found({ contacts: [], hasMore: false });
    // One more than asked for: whether there is a next page needs no count.
    const contacts = await reading.contacts.page({ ...filter, terms, limit: filter.limit + 1 });
    return found({ contacts: contacts.slice(0, filter.limit), hasMore: contacts.length > filter.limit });
  },
);
