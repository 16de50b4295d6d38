import type { ContactChange } from "../../domain/contact/change.ts";
import type { Contact } from "../../domain/contact/contact.ts";
import { defineOperation, done } from "../operation.ts";
import { makeContact } from "./make-contact.ts";

/** Makes a contact. Another one may have the same address: of several the one with the latest interaction is found. wire.md 8.3 */
export const createContact = defineOperation<ContactChange, Contact>(
  "CreateContact",
  "CreateContact",
  async ({ tx, world, input }) => done(await makeContact(tx, world, input)),
);
