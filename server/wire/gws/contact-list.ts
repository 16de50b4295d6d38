import { contactsQuery, readBody } from "@postroom/contract";
import type { ContactFilter } from "../../ports/contacts.ts";
import { type ContactsAsked, listContacts } from "../../queries/contact/list.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { refusalOf, refused } from "../answers.ts";
import type { Answer, ApiRequest, Asking } from "../entry.ts";
import { asked } from "../reads.ts";
import { contactShape } from "../shapes/contact.ts";
import { present } from "../shapes/viewing.ts";
import { cursorAfter, cursorIn, listed } from "./keyset.ts";

/** `GET /ucs/contacts`. wire.md 8.3 */
export async function listThem(asking: Asking): Promise<Answer> {
  const filter = filterIn(asking.request.query);
  if (!filter.ok) return refused(filter.refusal);
  const page = await asked(asking, listContacts, filter.value);
  if (!page.ok) return refused(page.refusal);
  const { contacts, hasMore } = page.value;
  const last = contacts.at(-1);
  return listed(asking, {
    under: "contacts",
    rows: contacts.map((contact) => contactShape(contact, asking.answering.publicUrl)),
    nextCursor: hasMore && last !== undefined ? cursorAfter(last.createdAt, last.id) : undefined,
  });
}

const known: ReadonlySet<string> = new Set(Object.keys(contactsQuery.shape));

/** Fields that can be asked for with `=`: the names, and GWS's attributes. wire.md 1.7, 8.1 */
const attributeNames: readonly string[] = [
  ...["Title", "EmailAddress", "PhoneNumber", "AccountNumber", "CustomerSegment", "PIN"],
];

function filterIn(given: ApiRequest["query"]): Found<ContactsAsked> {
  const read = readBody(contactsQuery, given);
  if (!read.ok) return missing(refusalOf(read.problem));
  const { q, limit, cursor, offset } = read.value;
  const after = cursorIn(cursor);
  if (!after.ok) return after;
  const fields = Object.entries(given).filter(([key]) => !key.startsWith("_") && !known.has(key));
  const unknown = fields.find(([key]) => fieldOf(key) === undefined);
  if (unknown !== undefined) return missing({ kind: "badValue", path: `$.${unknown[0]}`, because: "no such field" });
  return found({
    ...present("search", q),
    ...Object.fromEntries(
      fields.filter(([key]) => fieldOf(key) === "name").map(([key, value]) => [nameOf(key), value]),
    ),
    attributes: fields.filter(([key]) => fieldOf(key) === "attribute"),
    limit,
    ...present("cursor", after.value && ({ createdAt: after.value.at, id: after.value.id } satisfies Cursor)),
    ...present("offset", after.value === undefined ? offset : undefined),
  });
}

type Cursor = NonNullable<ContactFilter["cursor"]>;

function fieldOf(key: string): "name" | "attribute" | undefined {
  if (["firstName", "lastName"].includes(nameOf(key))) return "name";
  return attributeNames.includes(key) ? "attribute" : undefined;
}

const nameOf = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);
