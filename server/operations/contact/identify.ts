import { forbids } from "../../domain/agent/permissions.ts";
import type { Contact } from "../../domain/contact/contact.ts";
import { contactFrom, hasLastName, hasNumber, type Known } from "../../domain/contact/identify.ts";
import { digitsOf, wordsOf } from "../../domain/contact/terms.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { makeContact } from "./make-contact.ts";

type Input = { readonly known: Known; readonly mayCreate: boolean };

/**
 * Finds the contact by address, else by telephone number, else by last name when neither is given; makes one where asked to. The answer
 * is told too. Two who ask for one address make one contact. GWS IdentifyUCSContact; wire.md 8.2
 */
export const identifyContact = defineOperation<Input, { readonly contact: string | undefined }>(
  "IdentifyContact",
  "IdentifyContact",
  async ({ tx, world, actor, input: { known, mayCreate } }) => {
    const forbidden = mayCreate ? forbids(actor, "CreateContact") : undefined;
    if (forbidden !== undefined) return refuse(forbidden);
    if (mayCreate) await lock(tx, known);
    const found = await lookUp(tx, known);
    const made = found === undefined && mayCreate ? await makeContact(tx, world, contactFrom(known)) : undefined;
    const contact = (found ?? made)?.id;
    const answer = { about: "contact", contact } as const;
    await tx.journal.append({ kind: "Answered", user: actor.id, operation: "IdentifyContact", answer });
    return done({ contact });
  },
);

async function lock(tx: Transaction, { emailAddress, phoneNumber, lastName }: Known): Promise<void> {
  const isByNameAlone = emailAddress === undefined && phoneNumber === undefined && lastName !== undefined;
  await tx.contacts.lockAddresses([
    ...(emailAddress === undefined ? [] : [emailAddress.toLowerCase()]),
    ...(phoneNumber === undefined ? [] : [`tel:${digitsOf(phoneNumber)}`]),
    ...(isByNameAlone ? [`name:${lastName.trim().toLowerCase()}`] : []),
  ]);
}

const candidatesMax = 100;

async function lookUp(tx: Transaction, known: Known): Promise<Contact | undefined> {
  const { emailAddress, phoneNumber, lastName } = known;
  if (emailAddress !== undefined) {
    const found = await tx.contacts.byAddress(emailAddress.toLowerCase());
    if (found !== undefined) return found;
  }
  if (phoneNumber !== undefined && digitsOf(phoneNumber) !== "") {
    const found = await tx.contacts.withWords([digitsOf(phoneNumber)], candidatesMax);
    const same = found.find((contact) => hasNumber(contact, phoneNumber));
    if (same !== undefined) return same;
  }
  if (emailAddress !== undefined || phoneNumber !== undefined || lastName === undefined) return undefined;
  const words = wordsOf(lastName);
  const found = words.length === 0 ? [] : await tx.contacts.withWords(words, candidatesMax);
  return found.find((contact) => hasLastName(contact, lastName));
}
