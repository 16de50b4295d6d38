import { devices, mobileFooters } from "./signature-rows.ts";

/** A line that a mobile client sets below what was written: short, in a client's words, and it names the device or the app (mail.md 10-4). */
export function isMobileFooter(line: string): boolean {
  const words = line
    .replace(/ ?<[^<>]{0,200}>| ?\( ?https?:[^()\s]{0,200} ?\)/g, "")
    .replace(/\[([^[\]]{1,60})\]/g, "$1")
    .replace(/^\(([^()]*)\)$/, "$1")
    .trim();
  if (words.length > footerMax || isGoingOn(words)) return false;
  return mobileFooters.some(({ form, names }) => form.test(words) && (names || devices.test(words)));
}

/** A line that begins small goes on with the sentence above it; only names of devices are written so. */
function isGoingOn(words: string): boolean {
  return /^\p{Ll}/u.test(words) && !/^i(?:phone|pad)/i.test(words);
}

const footerMax = 90;
