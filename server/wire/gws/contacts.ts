import {
  contactAnswer,
  contactsAnswer,
  contactsQuery,
  contactWrittenAnswer,
  createContactBody,
  identifiedAnswer,
  identifyContactBody,
  mergeBody,
  operationAnswer,
  unmergeBody,
  updateContactBody,
} from "@postroom/contract";
import { z } from "zod";
import type { Contact } from "../../domain/contact/contact.ts";
import { createContact } from "../../operations/contact/create.ts";
import { identifyContact } from "../../operations/contact/identify.ts";
import { mergeContacts } from "../../operations/contact/merge.ts";
import { removeContact } from "../../operations/contact/remove.ts";
import { unmergeContacts } from "../../operations/contact/unmerge.ts";
import { updateContact } from "../../operations/contact/update.ts";
import { findContact } from "../../queries/contact/find.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { command, commands, doing, written } from "../commands.ts";
import { type Asking, type Entry, idIn, type Resource } from "../entry.ts";
import { shaped, single } from "../reads.ts";
import { identified } from "../shapes/answered.ts";
import { contactShape } from "../shapes/contact.ts";
import { contactIn, knownIn, namedIn } from "./contact-input.ts";
import { listThem } from "./contact-list.ts";

const name = "Contacts and history";

/** The contact as it is now, with its version. */
const contactNow = (contact: Contact, _: number, { answering }: Asking) =>
  success({ contactId: contact.id, contact: contactShape(contact, answering.publicUrl) }, etag(contact.version));

const creates = written({
  summary: "Makes a contact",
  body: createContactBody,
  named: "CreateContact",
  does: doing({ operation: createContact, input: contactIn, answers: contactNow }),
  answer: contactWrittenAnswer,
});

const identifies = commands({
  summary: "Identifies a contact",
  named: {
    IdentifyUCSContact: command({
      body: identifyContactBody,
      does: doing({
        operation: identifyContact,
        input: knownIn,
        answers: ({ contact }, referenceId) => success(identified(contact, { referenceId })),
      }),
    }),
  },
  answer: identifiedAnswer,
});

/** Customers; with an operation name GWS's request, without one a new contact. wire.md 8 */
export const contacts: Resource = {
  name,
  paths: ["/ucs/contacts", "/contacts/ucs"],
  get: {
    answer: listThem,
    describes: { summary: "Contacts", query: contactsQuery, answer: contactsAnswer },
  },
  post: eitherEntry(identifies, creates),
};

const named = { input: namedIn, answers: contactNow };

/** One customer, also under the id of one that was merged into it. wire.md 8.3 */
export const contact: Resource = {
  name,
  paths: ["/ucs/contacts/{id}", "/contacts/ucs/{id}"],
  get: single({
    summary: "One contact",
    under: "contact",
    row: (asking) =>
      shaped(asking, findContact, { id: idIn(asking) }, (one) => contactShape(one, asking.answering.publicUrl)),
    answer: contactAnswer,
  }),
  put: written({
    summary: "Changes what is given of a contact",
    body: updateContactBody,
    named: "UpdateContact",
    does: doing({ operation: updateContact, input: contactIn, answers: contactNow }),
    answer: contactWrittenAnswer,
  }),
  delete: written({
    summary: "Removes a contact without interactions",
    body: z.object({}),
    does: doing({ operation: removeContact, input: () => found({}), answers: () => success({}) }),
    answer: operationAnswer,
  }),
  post: commands({
    summary: "Merges contacts, or takes merged ones out again",
    named: {
      Merge: command({ body: mergeBody, does: doing({ operation: mergeContacts, ...named }) }),
      Unmerge: command({ body: unmergeBody, does: doing({ operation: unmergeContacts, ...named }) }),
    },
    answer: contactWrittenAnswer,
  }),
};

/** A body with an operation name is a command, one without is the thing itself. */
function eitherEntry(command: Entry, thing: Entry): Entry {
  const hasName = ({ request: { body } }: Asking): boolean =>
    typeof body === "object" && body !== null && "operationName" in body && body.operationName !== null;
  return {
    answer: (asking) => (hasName(asking) ? command : thing).answer(asking),
    describes: {
      summary: `${thing.describes.summary}, or ${command.describes.summary.toLowerCase()}`,
      bodies: { ...command.describes.bodies, ...thing.describes.bodies },
      answer: z.union([contactWrittenAnswer, identifiedAnswer]),
    },
  };
}
