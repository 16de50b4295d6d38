import { isUtf8 } from "node:buffer";
import libmime from "libmime";
import { knownWords } from "./shifted-charset.ts";

/** A header value as text: bytes and encoded words decoded (RFC 2047), controls as blanks. `value` has one character per byte. */
export function decodeHeaderText(value: string): string {
  return cleaned(libmime.decodeWords(knownWords(decodeHeaderBytes(value))));
}

/**
 * Bytes of a header as text, encoded words left as they are: UTF-8 where valid (RFC 6532), else windows-1252. Raw bytes inside a
 * Q word belong to the word's charset, so they are escaped first.
 */
export function decodeHeaderBytes(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const escaped = value.replace(qWord, (word) => word.replace(/[\x80-\xff]/g, escapeByte));
  return decodeUnlabelled(Buffer.from(escaped, "latin1"));
}

/** Encoded words in text that has been split already. */
export function decodeWords(text: string): string {
  return cleaned(libmime.decodeWords(knownWords(text)));
}

/** Text without a charset: UTF-8 if it is that, else windows-1252 (mail.md 4.2). */
export function decodeUnlabelled(bytes: Uint8Array): string {
  return isUtf8(bytes) ? utf8.decode(bytes) : windows1252.decode(bytes);
}

const qWord = /=\?[^?\s]{1,80}\?[qQ]\?[^?]*\?=/g;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

function escapeByte(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function cleaned(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .toWellFormed()
    .trim();
}
