import { bouncePhrases, type ReasonRow } from "./bounce-phrases.ts";
import type { BounceClass } from "./report.ts";
import { simplified } from "./simplified-script.ts";

/**
 * The best status of a recipient: the code that its server wrote into the text, else the Status field; one that says nothing (`5.0.0`) or
 * little (`5.7.1`) gives way to what the words say. Codes are wrong in half of all bounces (mail.md 8.2). Undefined when nothing tells.
 */
export function bounceStatus(field: string, text: string): string | undefined {
  const given = codesIn(field)[0];
  const told = codesIn(text);
  const code = [...told, ...(given === undefined ? [] : [given])].find(saysMuch);
  if (code !== undefined && !isOftenWrong(code)) return code;
  // Some write the reason behind the code, as a comment (RFC 3464 §2.3.4).
  const words = statusOfWords(`${field} ${text}`);
  if (code !== undefined) return isKnownBetter(code, words) ? words : code;
  const some = told[0] ?? given ?? replyCode(text);
  if (words === undefined || (some !== undefined && isPolicy(some) && agreesWithPolicy(words))) return some ?? words;
  return some?.startsWith("4") ? `4${words.slice(1)}` : words;
}

/** mail.md 8.2, table of codes. Our own set-up comes first: it is broken for everybody. */
export function bounceClass(status: string | undefined, text: string): BounceClass {
  const code = status ?? "";
  if (isAuthentication(code, text)) return "auth";
  return classOfCodes.find(({ codes }) => codes.test(code))?.class ?? "unknown";
}

const classOfCodes: readonly { readonly codes: RegExp; readonly class: BounceClass }[] = [
  { codes: /^4\./, class: "soft" },
  { codes: /^5\.1\.|^5\.2\.1$/, class: "hard" },
  { codes: /^5\.2\.2$|^5\.4\./, class: "soft" },
  { codes: /^5\.3\.4$|^5\.2\.3$/, class: "size" },
  { codes: /^5\.7\.|^5\.6\./, class: "policy" },
];

/** RFC 7372, RFC 7489 and Microsoft's code; a name counts only where the code does not speak of the address. */
function isAuthentication(code: string, text: string): boolean {
  if (/^5\.7\.(?:2[0-46]|515)$/.test(code)) return true;
  return !/^5\.[1-4]\./.test(code) && /\b(?:spf|dkim|dmarc|sender policy framework)\b/i.test(text.slice(0, textMax));
}

const textMax = 4000;
/** Not a part of an IP address or a version. */
const enhancedCode = /(?<![\d.])[245]\.[0-7]\.\d{1,3}(?!\d|\.\d)/g;

function codesIn(text: string): readonly string[] {
  return text.slice(0, textMax).match(enhancedCode) ?? [];
}

/** RFC 3463 §3.1, §3.4, §3.6: other, undefined, or a protocol's trouble; 7.0 and 7.1 are what servers say for any reason. */
function saysMuch(code: string): boolean {
  return !/^[245]\.(?:0\.|[1-7]\.0$|5\.|7\.1$)/.test(code);
}

/** Who answers with a policy's code was reached: `5.7.1 Connection refused, your address is listed`. */
const agreesWithPolicy = (words: string): boolean => isPolicy(words) || words === "5.4.1";

function isPolicy(code: string): boolean {
  return /^[45]\.7\./.test(code);
}

/** RFC 5321 §4.2: a reply code alone tells only whether it is for ever; 552 has a meaning of its own. */
function replyCode(text: string): string | undefined {
  const code = /(?<![\d.])([45])\d\d(?=[\s:;,\-#"'）)])/.exec(text.slice(0, textMax));
  return code === null ? undefined : `${code[1]}.0.0`;
}

/** Codes that servers write for something else as well, and what their words then say (RFC 3463 §3). */
const contradicted: readonly { readonly code: string; readonly words: string }[] = [
  { code: "5.4.4", words: "5.1.2" },
  { code: "5.1.1", words: "5.2.2" },
  { code: "5.1.1", words: "5.3.4" },
  { code: "5.4.1", words: "5.1.1" },
];

const isOftenWrong = (code: string): boolean => contradicted.some((one) => one.code === code);

const isKnownBetter = (code: string, words: string | undefined): boolean =>
  contradicted.some((one) => one.code === code && one.words === words);

function statusOfWords(text: string): string | undefined {
  const lower = simplified(
    text
      .slice(0, textMax)
      .replace(/[\s_]+/g, " ")
      .replaceAll("’", "'")
      .toLowerCase(),
  );
  const has = ({ phrases, forms }: ReasonRow) =>
    phrases.some((phrase) => lower.includes(phrase)) || forms.some((form) => form.test(lower));
  return bouncePhrases.find(has)?.status;
}
