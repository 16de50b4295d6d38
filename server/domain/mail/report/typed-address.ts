/**
 * The address of a typed value such as `rfc822; ann@x.test` (RFC 3464 §2.1.2), of `utf-8; …` with its escapes (RFC 6533 §3), xtext
 * decoded (RFC 3461 §4). Empty when it holds none.
 */
export function typedAddress(value: string): string {
  const [, type = "", rest = value] = /^\s*([a-z0-9-]{1,20})\s*;([\s\S]*)$/i.exec(value.slice(0, valueMax)) ?? [];
  const bare = rest
    .replace(/\([^()]*\)\s*$/, "")
    .replace(/[<>"]/g, "")
    .trim();
  return addressIn(type.toLowerCase() === "utf-8" ? withoutEscapes(bare) : withoutXtext(bare));
}

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

const valueMax = 2000;
const addressForm = /[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@]{1,255}/;

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
