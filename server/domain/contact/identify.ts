import type { ContactChange } from "./change.ts";
import { type Contact, emailAddress, phoneNumber, single } from "./contact.ts";
import { digitsOf } from "./terms.ts";

/** What is known of somebody who is to be identified. wire.md 8.2 */
export type Known = {
  readonly emailAddress?: string;
  readonly phoneNumber?: string;
  readonly firstName?: string;
  readonly lastName?: string;
};

/** Telephone numbers are equal when their digits are. */
export const hasNumber = ({ attributes }: Contact, number: string): boolean =>
  (attributes[phoneNumber] ?? []).some(({ value }) => digitsOf(value) === digitsOf(number));

/** Names are compared without case. */
export const hasLastName = (contact: Contact, lastName: string): boolean =>
  contact.lastName.toLowerCase() === lastName.trim().toLowerCase();

/** The contact that is made of what is known. */
export const contactFrom = (known: Known): ContactChange => ({
  ...(known.firstName === undefined ? {} : { firstName: known.firstName.trim() }),
  ...(known.lastName === undefined ? {} : { lastName: known.lastName.trim() }),
  attributes: {
    ...(known.emailAddress === undefined ? {} : { [emailAddress]: single(known.emailAddress) }),
    ...(known.phoneNumber === undefined ? {} : { [phoneNumber]: single(known.phoneNumber) }),
  },
});
