import { withoutTag } from "./own-mailboxes.ts";

/** HMAC-SHA-256 with a key of this database: tokens of another installation are wrong here (reliability.md S29). */
export type Mac = (text: string) => Uint8Array;

/** `c`: reply token, the id is a thread (mail.md 5.1). `b`: bounce token, the id is a send (mail.md 8.1). */
export type TokenKind = "c" | "b";

/** `isRight`: the mac is ours. A wrong one makes ordinary mail to that mailbox (mail.md 2.1). */
export type ReadToken = { readonly kind: TokenKind; readonly id: string; readonly isRight: boolean };

/**
 * The mailbox's address with a token as its tag. Undefined where the local part would be too long (RFC 5321 §4.5.3.1) or the id cannot
 * stand in one: such a mailbox does without.
 */
export function addressWithToken(address: string, kind: TokenKind, id: string, mac: Mac): string | undefined {
  const plain = withoutTag(address);
  const at = plain.lastIndexOf("@");
  const local = `${plain.slice(0, at)}+${kind}.${id}.${macOf(`${kind}.${id}`, mac)}`;
  return at < 1 || local.length > localMax || !idForm.test(id) ? undefined : local + plain.slice(at);
}

/**
 * The token in an address's tag; undefined where there is none. Hops may write the local part in lower case, so the mac has no case and
 * the id is to be looked for without case.
 */
export function readToken(address: string, mac: Mac): ReadToken | undefined {
  const at = address.lastIndexOf("@");
  const [, kind = "", id = "", written = ""] = tokenTag.exec(address.slice(0, Math.max(at, 0))) ?? [];
  const known = tokenKinds.find((each) => each === kind.toLowerCase());
  if (known === undefined) return undefined;
  return { kind: known, id, isRight: isSameText(written.toLowerCase(), macOf(`${known}.${id}`, mac)) };
}

/** The sends that bounce tokens with our mac name, in these addresses. Hops write local parts in lower case. mail.md 8.1 */
export function rightBounceTokens(addresses: readonly string[], mac: Mac): readonly string[] {
  return addresses
    .map((address) => readToken(address, mac))
    .flatMap((token) => (token?.kind === "b" && token.isRight ? [token.id] : []));
}

/** `<c.<thread>.<random>.<mac>@domain>`: it names its thread even when its row is gone (mail.md 5.1-2). */
export function threadMessageId(thread: string, random: string, domain: string, mac: Mac): string {
  return `<c.${thread}.${random}.${macOf(`m.${thread}.${random}`, mac)}@${domain}>`;
}

/** The thread that one of our own Message-IDs names; undefined for every other id. */
export function threadOfMessageId(messageId: string, mac: Mac): string | undefined {
  const [, thread = "", random = "", written = ""] = ownMessageId.exec(messageId.slice(0, idMax)) ?? [];
  if (thread === "" || !isSameText(written.toLowerCase(), macOf(`m.${thread}.${random}`, mac))) return undefined;
  return thread;
}

/** Our own Message-IDs in a text, such as a bounce's, in order, each once (mail.md 8.1). Linear: no id has a blank or bracket inside. */
export function ownMessageIdsIn(text: string, mac: Mac): readonly string[] {
  const found = [...text.matchAll(idInText)].map(([id]) => `<${id}>`);
  return [...new Set(found)].filter((id) => threadOfMessageId(id, mac) !== undefined);
}

/** `[#12345-K7Q2]` for subjects (mail.md 5.1-3). */
export function subjectTag(number: number, mac: Mac): string {
  return `[#${number}-${tagCheck(number, mac)}]`;
}

/** The number in a subject's tag whose check is right; of several the first. */
export function numberInSubject(subject: string, mac: Mac): number | undefined {
  for (const [, digits = "", check = ""] of subject.slice(0, subjectMax).matchAll(tagForm)) {
    if (check.toUpperCase() === tagCheck(Number(digits), mac)) return Number(digits);
  }
  return undefined;
}

/** The value of `X-Postroom-Loop` (mail.md 7). */
export function loopMark(mac: Mac): string {
  return macOf("loop", mac);
}

/** Whether a loop header is our own: a stranger's proves nothing (reliability.md S6). */
export function isOurLoopMark(value: string, mac: Mac): boolean {
  return isSameText(value.trim().toLowerCase(), loopMark(mac));
}

const tokenKinds: readonly TokenKind[] = ["c", "b"];
/** The last tag counts: a mailbox's own name may contain a plus. */
const tokenTag = /\+([cb])\.([a-z0-9-]{1,36})\.([a-z2-7]{16})$/i;
const idForm = /^[a-z0-9-]{1,36}$/i;
const ownMessageId = /^<c\.([a-z0-9-]{1,36})\.([a-z0-9]{1,64})\.([a-z2-7]{16})@[^<>@\s]{1,255}>$/i;
const idInText = /\bc\.[a-z0-9-]{1,36}\.[a-z0-9]{1,64}\.[a-z2-7]{16}@[a-z0-9.-]{1,253}[a-z0-9]/gi;
const tagForm = /\[#(\d{1,12})-([a-z2-7]{4})\]/gi;
const localMax = 64;
const idMax = 400;
const subjectMax = 1000;
/** RFC 4648 §6 in lower case: survives hops that change case. */
const base32 = "abcdefghijklmnopqrstuvwxyz234567";

/** 80 bits: 16 characters. The text is taken without case. */
function macOf(text: string, mac: Mac): string {
  return inBase32(mac(text.toLowerCase()).subarray(0, 10));
}

/** 20 bits: 4 characters. */
function tagCheck(number: number, mac: Mac): string {
  return macOf(`#${number}`, mac).slice(0, 4).toUpperCase();
}

function inBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += base32.charAt((held >> (bits - 5)) & 31);
  }
  return text;
}

/** In a time that does not tell how much was right. */
function isSameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
