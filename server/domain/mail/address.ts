import { asciiDomain } from "./ascii-domain.ts";

/** An e-mail address with its display name (empty when there is none). A quoted local part keeps its quotes. */
export type Address = { readonly name: string; readonly address: string };

/** `index` is the item's place when an array was given. */
export type AddressListReading =
  | { readonly ok: true; readonly addresses: readonly Address[] }
  | { readonly ok: false; readonly entry: string; readonly index: number | undefined };

/**
 * Reads an address list: RFC 5322 §3.4 without comments, groups and domain literals, separated by comma or semicolon, or an array
 * of such strings (wire.md 5.2). Empty entries are dropped. The first entry that is no address is named; so is any with a line break.
 */
export function parseAddressList(list: string | readonly string[]): AddressListReading {
  const isOne = typeof list === "string";
  const addresses: Address[] = [];
  for (const [index, item] of (isOne ? [list] : list).entries()) {
    for (const entry of splitEntries(item)) {
      const address = parseAddress(entry);
      if (address === undefined) return { ok: false, entry: entry.trim(), index: isOne ? undefined : index };
      addresses.push(address);
    }
  }
  return { ok: true, addresses };
}

/** One address with or without a display name; undefined when it is not exactly one. What this refuses is never sent to (mail.md 1). */
export function parseAddress(entry: string): Address | undefined {
  if (forbidden.test(entry)) return undefined;
  const text = entry.trim();
  if (!text.endsWith(">")) return isAddressSpec(text) ? { name: "", address: text } : undefined;
  const open = indexOutsideQuotes(text, "<");
  const address = text.slice(open + 1, -1).trim();
  const name = open < 0 ? undefined : parsePhrase(text.slice(0, open));
  return name === undefined || !isAddressSpec(address) ? undefined : { name, address };
}

/** The text form that `parseAddress` reads back as the same value. */
export function printAddress({ name, address }: Address): string {
  if (name === "") return address;
  return `${plainPhrase.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${address}>`;
}

export function printAddressList(addresses: readonly Address[]): string {
  return addresses.map(printAddress).join(", ");
}

/** What addresses are compared by: without case, the local part too. Everybody's practice, against RFC 5321 §2.4. */
export function addressKey(address: string): string {
  return address.toLowerCase();
}

/** The part behind the last `@`, as it stands in DNS: A-labels in lower case; empty without one. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? "" : asciiDomain(address.slice(at + 1));
}

/** The same where domains come in whichever form: as mail to them is delivered. mail.md 2.1 */
export const wholeAddressKey = (address: string): string =>
  `${address.slice(0, address.lastIndexOf("@") + 1).toLowerCase()}${domainOf(address)}`;

/** The first of each address, in order. */
export function withoutRepetitions(addresses: readonly Address[]): readonly Address[] {
  const seen = new Set<string>();
  return addresses.filter(({ address }) => {
    const isNew = !seen.has(addressKey(address));
    seen.add(addressKey(address));
    return isNew;
  });
}

/** Controls, line separators and halves of characters: no header can carry them as they are. */
const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
/** RFC 5322 §3.2.3 with RFC 6532; invisible characters and blanks of other scripts would only deceive, and what stands for a character that was lost names nobody. */
const dotAtom =
  /^(?:[\w!#$%&'*+\-/=?^`{|}~]|[^\p{ASCII}\p{C}\p{Z}\ufffd])+(?:\.(?:[\w!#$%&'*+\-/=?^`{|}~]|[^\p{ASCII}\p{C}\p{Z}\ufffd])+)*$/u;
const quotedLocal = /^"(?:[^"\\]|\\.)+"$/u;
const label = /^[\p{L}\p{N}\p{M}-]{1,63}$/u;
const plainPhrase = /^[\w!#$%&'*+\-/=?^`{|}~]+(?: [\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const phraseWord = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"()<>[\]:;@\\,]+))/uy;
/** RFC 5321 §4.5.3.1, counted in characters. */
const localMax = 64;
const addressMax = 254;

function isAddressSpec(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > localMax || text.length > addressMax) return false;
  return (
    (dotAtom.test(local) || quotedLocal.test(local)) &&
    text
      .slice(at + 1)
      .split(".")
      .every(isLabel)
  );
}

function isLabel(text: string): boolean {
  return label.test(text) && !text.startsWith("-") && !text.endsWith("-");
}

/** Words and quoted strings joined by one blank; a single quoted string keeps its blanks. */
function parsePhrase(text: string): string | undefined {
  const words: string[] = [];
  const trimmed = text.trimEnd();
  phraseWord.lastIndex = 0;
  while (phraseWord.lastIndex < trimmed.length) {
    const word = phraseWord.exec(trimmed);
    if (word === null) return undefined;
    words.push(word[2] ?? (word[1] ?? "").replace(/\\(.)/gu, "$1"));
  }
  return words.join(" ");
}

function splitEntries(list: string): readonly string[] {
  const entries: string[] = [];
  let rest = list.replace(/\t/g, " ");
  for (let cut = separatorIn(rest); cut >= 0; cut = separatorIn(rest)) {
    entries.push(rest.slice(0, cut));
    rest = rest.slice(cut + 1);
  }
  return [...entries, rest].filter((entry) => entry.trim() !== "" || forbidden.test(entry));
}

function separatorIn(text: string): number {
  return indexOutsideQuotes(text, ",;");
}

function indexOutsideQuotes(text: string, wanted: string): number {
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isQuoted && character === "\\") index++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && wanted.includes(character)) return index;
  }
  return -1;
}
