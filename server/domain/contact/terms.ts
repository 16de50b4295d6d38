import { type Contact, emailAddress, phoneNumber } from "./contact.ts";

/** Characters of a word that are kept; more never tell two people apart. */
const characters = 100;
const termsMax = 1_000;
const queryTermsMax = 20;

/** Lower-case words by which a contact is found: names, addresses whole and in parts, numbers, account. wire.md 8.3 */
export function searchTerms({ firstName, lastName, attributes }: Contact): readonly string[] {
  const values = (name: string) => (attributes[name] ?? []).map(({ value }) => value);
  const terms = [
    ...wordsOf(`${firstName} ${lastName}`),
    ...values(emailAddress).flatMap((address) => [address.toLowerCase(), ...wordsOf(address)]),
    ...values(phoneNumber).flatMap((number) => [digitsOf(number), ...wordsOf(number)]),
    ...values("AccountNumber").flatMap((account) => [account.toLowerCase(), ...wordsOf(account)]),
  ];
  return [...new Set(terms.map(cut))].filter((term) => term !== "").slice(0, termsMax);
}

/** The beginnings of words that a search asks for: all must be met. A telephone number counts as one, however it is written. */
export function queryTerms(text: string): readonly string[] {
  if (isNumber(text)) return [digitsOf(text)];
  return text
    .split(/\s+/)
    .flatMap((part) => (part.includes("@") && !part.startsWith("@") ? [part.toLowerCase()] : wordsOf(part)))
    .map(cut)
    .slice(0, queryTermsMax);
}

/** Only the digits: how telephone numbers are compared. */
export const digitsOf = (number: string): string => number.replaceAll(/\D/g, "");

/** Letters and digits of any script, in lower case. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const isNumber = (text: string): boolean => /^[\d\s()+/.-]*\d[\d\s()+/.-]*$/.test(text);

const cut = (term: string): string => [...term.slice(0, characters)].join("");
