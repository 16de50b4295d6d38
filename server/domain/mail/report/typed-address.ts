/**
 * The address of a typed value such as `rfc822; ann@x.test` (RFC 3464 §2.1.2), of `utf-8; …` with its escapes (RFC 6533 §3), xtext
 * decoded (RFC 3461 §4). Empty when it holds none.
 */
export function typedAddress(value: string): string {
  const [, type = "", rest = value] = /^\s*([a-z0-9-]{1,20})\s*;([\s\S]*)$/i.exec(value.slice(0, valueMax)) ?? [];
  const quoted = quotedLocalPart.exec(rest)?.[1];
  if (quoted !== undefined) return quoted;
  const bare = rest
    .replace(/\([^()]*\)\s*$/, "")
    .replace(/[<>"]/g, "")
    .trim();
  return addressIn(type.toLowerCase() === "utf-8" ? withoutEscapes(bare) : withoutXtext(bare));
}

/** `"ann hall"@x.test` keeps its quotes, as addresses do everywhere (mail.md 1): without them it is somebody else's. */
const quotedLocalPart = /^\s{0,20}<?("(?=[^"]{0,63}[\s(),:;<>@[\]])[^"\\\r\n]{1,64}"@[^\s<>"]{1,255})>?\s{0,20}$/;

/** The text behind a type: `smtp; 550 …` → `550 …`, `dns; mx.x.test (192.0.2.1)` → `mx.x.test (192.0.2.1)`. */
export function typedText(value: string): string {
  return value.replace(/^\s*(?:smtp|dns|x-[a-z0-9-]{1,30}|unix|lmtp)\s*;\s*/i, "").trim();
}

/** The first address in a text, without punctuation around it; empty without one. */
export function addressIn(text: string): string {
  return (
    addressForm
      .exec(text.slice(0, valueMax))?.[0]
      .replace(/^mailto:/i, "")
      .replace(/[.,:;]+$/, "") ?? ""
  );
}

/** The first address in what people read, where scripts without blanks run into it. */
export function addressInText(text: string): string {
  return withoutNeighbours(addressIn(text));
}

/** Every address in a line that people read, in order. */
export function addressesInText(line: string): readonly string[] {
  return [...line.slice(0, valueMax).matchAll(everyAddress)]
    .map(([found]) => addressInText(found))
    .filter((address) => address !== "");
}

/** Which recipients a text names, by the address or by the local part alone, as a word of its own. */
export function recipientsNamedIn(text: string, recipients: readonly string[]): readonly string[] {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[\s<>()"',;:]+/)
      .map((word) => word.replace(/\.{1,9}$/, "")),
  );
  return recipients.filter((address) => {
    const whole = address.toLowerCase();
    const local = whole.slice(0, Math.max(whole.lastIndexOf("@"), 0));
    return words.has(whole) || (local !== "" && words.has(local));
  });
}

/** `收件人ann@x.test不存在` → `ann@x.test`: an address in ASCII ends where such a script begins. Others are left as they are. */
export function withoutNeighbours(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = asciiDomain.exec(address.slice(at + 1))?.[0] ?? address.slice(at + 1);
  const local = address.slice(0, Math.max(at, 0)).replace(unspacedStart, "").replace(gatewayStart, "");
  return local + (at < 0 ? "" : "@") + domain;
}

/** What no address has inside: blanks, brackets and punctuation, those of full width too. For a class of a regular expression. */
export const outsideAddresses = "\\s<>()\\[\\]\"',;:@，。．、：；！？…（）＜＞［］「」『』【】〈〉《》〔〕“”‘’";

const valueMax = 2000;
const addressForm = new RegExp(`[^${outsideAddresses}]{1,64}@[^${outsideAddresses}]{1,255}`);
const everyAddress = new RegExp(addressForm.source, "g");
const unspaced = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}]";
const asciiDomain = new RegExp(
  `^[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,10}\\.[a-z]{2,63}(?=${unspaced}[^.]{0,255}$)`,
  "iu",
);
const unspacedStart = new RegExp(`^.{0,63}${unspaced}(?=[a-z][!-~]{0,63}$)`, "iu");

/** Exchange's gateways write the parts of X.400 around an address: `c=US;a= ;p=Shop;o=Bonn;dda:SMTP=ann@x.test`. */
const gatewayStart = /^(?:smtp|rfc-?822)=(?=.)/i;

/** `\x{AC00}` of utf-8-addr-xtext. */
function withoutEscapes(text: string): string {
  return text.replace(
    /\\x\{([0-9a-f]{1,6})\}/gi,
    (whole, code: string) => character(Number.parseInt(code, 16)) ?? whole,
  );
}

/** `+40` is `@`; a plus without two capital hexadecimal digits is a plus, and so is one whose character no address needs to hide. */
function withoutXtext(text: string): string {
  return text.replace(/\+(2B|3D|40|20)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function character(code: number): string | undefined {
  return code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}
