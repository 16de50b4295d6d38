import iconv from "iconv-lite";
import { createDecodeStream, decode, normalizeCharset } from "libmime/lib/charset";
import { decodeShifted } from "./shifted-charset.ts";
import { decodeUnlabelled } from "./words.ts";

/**
 * The text of a part (mail.md 4.2): by its BOM, else the declared charset if known, else UTF-8 if valid, else windows-1252. `inside` is
 * what the document itself declares; it counts where the header declares nothing.
 */
export function decodeCharset(bytes: Uint8Array, declared: string | undefined, inside?: string): string {
  const mark = byteOrderMarks.find(([, prefix]) => prefix.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return new TextDecoder(mark[0]).decode(bytes);
  const given = nameOf(declared);
  const name = given === "" || saysNothing.test(given) ? nameOf(inside) || given : given;
  if (utf7.test(name)) return iconv.decode(Buffer.from(bytes), "utf-7");
  if (name === "" || utf8.test(name) || saysNothing.test(name)) return decodeUnlabelled(bytes);
  const shifted = decodeShifted(bytes, name);
  if (shifted !== undefined) return shifted;
  const charset = normalizeCharset(name);
  if (latin1.test(charset)) return new TextDecoder("windows-1252").decode(bytes);
  return createDecodeStream(charset).supported ? decode(Buffer.from(bytes), charset) : decodeUnlabelled(bytes);
}

function nameOf(charset: string | undefined): string {
  return (charset ?? "").replace(/["']/g, "").trim();
}

const byteOrderMarks: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
const utf7 = /^(?:unicode-1-1-)?utf-?7$/i;
/** What is called UTF-8 or ASCII and is not, is what Windows writes. */
const utf8 = /^utf-?8$/i;
const saysNothing = /^(?:(?:us-)?ascii|ansi.*|7bit|8bit|binary|unknown.*|x-unknown|default|none)$/i;
/** WHATWG Encoding: what is called ISO-8859-1 is windows-1252. */
const latin1 = /^(?:iso-8859-1|latin-?1|cp1252|windows-1252)$/i;
