import type { Contact } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";

/** A read mail, with the envelope's sender and the interaction that it answers. */
export type MailOfContact = {
  readonly read: ReadMessage;
  readonly envelopeFrom: string;
  readonly answered: string | undefined;
};

/**
 * The contact of a received mail: the one with the sender's address, else a new one named after the display name. Mail without a
 * sender (a bounce, whatever stands in its From) takes the contact of the mail it answers. wire.md 8.1
 */
export async function contactOf(tx: Transaction, world: World, mail: MailOfContact): Promise<Contact | undefined> {
  const sender = mail.read.from[0];
  const answered = mail.envelopeFrom === "" || sender === undefined ? await contactOfAnswered(tx, mail) : undefined;
  if (answered !== undefined || sender === undefined || !isAddress(sender.address)) return answered;
  const address = sender.address.toLowerCase();
  await tx.contacts.lockAddress(address);
  const known = await tx.contacts.byAddress(address);
  if (known !== undefined) return known;
  const contact: Contact = {
    id: world.ids.object(),
    ...namesOf(sender.name),
    addresses: [address],
    lastAgent: undefined,
    createdAt: tx.now.wall,
    modifiedAt: tx.now.wall,
  };
  await tx.contacts.create(contact);
  return contact;
}

/** RFC 5321 §4.5.3.1: 64 characters, `@`, 255 characters. What is longer was made to hurt. */
export const isAddress = (address: string): boolean => address !== "" && address.length <= 320;

async function contactOfAnswered(tx: Transaction, { answered }: MailOfContact): Promise<Contact | undefined> {
  const interaction = answered === undefined ? undefined : await tx.interactions.byId(answered);
  return interaction?.contact === undefined ? undefined : tx.contacts.byId(interaction.contact);
}

/** `Lee, Ann` and `Ann Lee` both name Ann Lee; one word is a first name. */
function namesOf(displayName: string): Pick<Contact, "firstName" | "lastName"> {
  const name = displayName.trim().slice(0, 200);
  const comma = name.indexOf(",");
  if (comma > 0) return { firstName: name.slice(comma + 1).trim(), lastName: name.slice(0, comma).trim() };
  const blank = name.lastIndexOf(" ");
  return blank < 0
    ? { firstName: name, lastName: "" }
    : { firstName: name.slice(0, blank).trim(), lastName: name.slice(blank + 1) };
}
