import type { ContactChange } from "../../domain/contact/change.ts";
import { type Contact, contactOf } from "../../domain/contact/contact.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";

/** A new contact with its event. */
export async function makeContact(tx: Transaction, world: World, given: ContactChange): Promise<Contact> {
  const member = {
    id: world.ids.object(),
    firstName: given.firstName ?? "",
    lastName: given.lastName ?? "",
    attributes: Object.fromEntries(Object.entries(given.attributes).filter(([, values]) => values.length > 0)),
    createdAt: tx.now.wall,
    modifiedAt: tx.now.wall,
  };
  await tx.contacts.create(member);
  await tx.journal.append({ kind: "ContactChanged", contact: member.id, operation: "CreateContact", others: [] });
  return contactOf([{ ...member, version: 1 }]);
}
