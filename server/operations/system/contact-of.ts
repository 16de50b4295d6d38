import { contactOf as asContact, type Contact, emailAddress, single } from "../../domain/contact/contact.ts";
import { namesOf } from "../../domain/contact/names.ts";
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
 * sender (a bounce, whatever stands in its From) takes the contact of the mail it answers. Of merged contacts it is the one that answers
 * for them. `known`: the contacts of the senders (`knownContacts`); a new one is added. wire.md 8.1
 */
export async function contactOf(
  tx: Transaction,
  world: World,
  mail: MailOfContact,
  known: Map<string, Contact>,
): Promise<Contact | undefined> {
  const sender = mail.read.from[0];
  const answered = mail.envelopeFrom === "" || sender === undefined ? await contactOfAnswered(tx, mail) : undefined;
  if (answered !== undefined || sender === undefined || !isAddress(sender.address)) return answered;
  const address = sender.address.toLowerCase();
  const found = known.get(address);
  if (found !== undefined) return found;
  const member = {
    id: world.ids.object(),
    ...namesOf(sender.name),
    attributes: { [emailAddress]: single(address) },
    createdAt: tx.now.wall,
    modifiedAt: tx.now.wall,
  };
  await tx.contacts.create(member);
  const made = asContact([{ ...member, version: 1 }]);
  known.set(address, made);
  return made;
}

/** The contacts of these senders; nobody else makes one of them until the transaction ends. By address, in lower case. */
export async function knownContacts(tx: Transaction, reads: readonly ReadMessage[]): Promise<Map<string, Contact>> {
  const senders = reads.map(({ from }) => from[0]?.address.toLowerCase() ?? "").filter(isAddress);
  if (senders.length === 0) return new Map();
  await tx.contacts.lockAddresses(senders);
  return new Map(await tx.contacts.byAddresses(senders));
}

/** RFC 5321 §4.5.3.1: 64 characters, `@`, 255 characters. What is longer was made to hurt. */
export const isAddress = (address: string): boolean => address !== "" && address.length <= 320;

async function contactOfAnswered(tx: Transaction, { answered }: MailOfContact): Promise<Contact | undefined> {
  const interaction = answered === undefined ? undefined : await tx.interactions.byId(answered);
  return interaction?.contact === undefined ? undefined : tx.contacts.byId(interaction.contact);
}
