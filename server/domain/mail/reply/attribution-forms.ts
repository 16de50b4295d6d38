import { attributionMax, attributionRows } from "./attribution-rows.ts";

/** A date or an address has to be in it: "In the shop the man wrote:" is somebody's story. */
export function isAttribution(text: string): boolean {
  return /[\d@٠-٩]/.test(text) && attributionRows.some(({ form }) => form.test(text));
}

/**
 * Above a quotation whatever language says who wrote it, and when: an address with a date or time, or a date with a time. With a colon, or
 * without one behind the address, as Gmail wrote for years: `2011/4/7 Ann Hall <ann@x.test>`.
 */
export function isSigned(text: string): boolean {
  const hasTime = /[\d٠-٩۰-۹]{1,2}[:.h٫][\d٠-٩۰-۹]{2}/.test(text);
  if (signedAddress.test(text)) return hasTime || /\d{4}|\d[./-]\d{1,2}[./-]\d/.test(text);
  return hasTime && /[:：]$/.test(text) && /(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d{2}(?!\d)/.test(text);
}

const signedAddress = /(?:^|[\s<("'：:])[^\s<>()@"]{1,64}@[^\s<>()@"]{3,255}[>)"']{0,2}(?:.{0,120}[:：])?$/;

/** The words of a line as an attribution: Zoho draws dashes around it where others set a colon. */
export function attributionWords(words: string): string {
  if (!words.startsWith("--") || !words.endsWith("--") || words.length > attributionMax) return words;
  const inner = words
    .replace(/^-+\s*/, "")
    .replace(/-+$/, "")
    .trimEnd();
  return inner === "" ? words : `${inner}:`;
}

/** What a line begins with up to the colon of an attribution that goes on with the quotation, as Yahoo's app writes; else empty. */
export function attributionInFront(words: string): string {
  return /^[^<>]{6,200}<[^<>\s]{3,200}> ?[^<>:：]{0,40}[:：](?=\s)/.exec(words.slice(0, attributionMax))?.[0] ?? "";
}

/** GroupWise writes who and when between arrows, which are no prefix of a quotation: what is quoted stands below without signs. */
export function isBetweenArrows(words: string, depth: number): boolean {
  return depth >= 3 && words.endsWith(">>>") && words.length <= attributionMax && /\d/.test(words);
}

/** Nobody writes an address, or a date with year and time, in front of a colon by hand: enough where nothing marks what is quoted. */
export function isCertain(attribution: string): boolean {
  if (attribution.includes("@")) return true;
  return /\d{4}|\d[./-]\d{1,2}[./-]\d/.test(attribution) && /\d[:.٫]\d\d|\d ?(?:時|时|시)/.test(attribution);
}

/** A date with its time on a line of its own, as Becky sets above the line with the name. */
export function isDateLine(words: string): boolean {
  return words.length <= 60 && /^[^<>@]{0,24}\b\d{4}\b[^<>@]{0,12}\d:\d\d[^<>@]{0,20}$/.test(words);
}
