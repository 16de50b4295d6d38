import type { Contact, Family } from "../../domain/contact/contact.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { checkVersion } from "./load-family.ts";

/** Contacts as a request names them. */
export type Named = { readonly contacts: readonly Spelt<string>[] };

/**
 * Merges contacts into this one: their interactions, threads and values are its own, and their ids answer with it. Nothing of them is
 * rewritten, so that a mistake can be undone. wire.md 8.3
 */
export const mergeContacts = defineOperation<Named, Contact>("MergeContacts", "MergeContacts", async (asked) => {
  const { tx, input } = asked;
  const families = await loadFamilies(asked);
  if (!families.ok) return families;
  const { target, others } = families.value;
  for (const [index, { path }] of input.contacts.entries()) {
    if (others[index]?.[0].id === target[0].id) {
      return refuse({ kind: "contradiction", path, because: "is this contact already" });
    }
  }
  const distinct = [...new Map(others.map((family) => [family[0].id, family])).values()];
  const contact = await tx.contacts.merge(target, distinct);
  const merged = distinct.map(([root]) => root.id);
  await tx.journal.append({ kind: "ContactChanged", contact: contact.id, operation: "MergeContacts", others: merged });
  return done(contact);
});

type Loaded = { readonly target: Family; readonly others: readonly Family[] };

async function loadFamilies(asked: Asked<Named>): Promise<Result<Loaded>> {
  const { tx, target: id, input } = asked;
  const [target, ...others] = await tx.contacts.lockFamilies([id, ...input.contacts.map(({ value }) => value)]);
  if (target === undefined) return refuse({ kind: "notFound", thing: "contact", name: id });
  const version = checkVersion(asked, target);
  if (!version.ok) return version;
  const known = others.filter((family) => family !== undefined);
  const unknown = input.contacts.find((_, index) => others[index] === undefined);
  return unknown === undefined
    ? done({ target, others: known })
    : refuse({ kind: "notFound", thing: "contact", name: unknown.value });
}
