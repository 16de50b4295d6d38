import type { AttributeValue, Contact } from "../../domain/contact/contact.ts";
import { isoTime } from "./times.ts";
import { located, paths } from "./uris.ts";
import { present } from "./viewing.ts";

/** The lists of addresses and numbers are there even when empty; of all others only those with a value. wire.md 8.1 */
export const contactShape = (contact: Contact, publicUrl: string) => ({
  id: contact.id,
  ...located(publicUrl, paths.contact(contact.id)),
  ...present("firstName", contact.firstName || undefined),
  ...present("lastName", contact.lastName || undefined),
  attributes: {
    EmailAddress: valuesOf(contact, "EmailAddress"),
    PhoneNumber: valuesOf(contact, "PhoneNumber"),
    ...Object.fromEntries(otherNames(contact).map((name) => [name, valuesOf(contact, name)])),
  },
  createdAt: isoTime(contact.createdAt),
  modifiedAt: isoTime(contact.modifiedAt),
  version: contact.version,
});

const valuesOf = ({ attributes }: Contact, name: string): readonly AttributeValue[] =>
  (attributes[name] ?? []).map(({ value, primary }) => ({ value, primary }));

/** GWS's names first, in its order; then whatever was added, by name. */
function otherNames({ attributes }: Contact): readonly string[] {
  const added = Object.keys(attributes)
    .filter((name) => !documented.includes(name) && name !== "EmailAddress" && name !== "PhoneNumber")
    .toSorted();
  return [...documented, ...added].filter((name) => (attributes[name] ?? []).length > 0);
}

const documented: readonly string[] = ["Title", "AccountNumber", "CustomerSegment", "PIN"];
