import libmime from "libmime";
import { withoutTrailingLineBreaks, withPlainLineBreaks } from "../../domain/mail/line-breaks.ts";
import { holdsMarks, markQuotations, withoutMarks } from "../../domain/mail/reply/html-marks.ts";
import { type MarkedText, rangesIn, readMarkedText } from "../../domain/mail/reply/marked-text.ts";
import { textAsHtml } from "../../domain/mail/text-as-html.ts";
import { decodeCharset } from "./charset.ts";
import { charsetOfHtml } from "./html-charset.ts";
import type { ReadingLimits } from "./limits.ts";
import type { Part } from "./structure.ts";
import { decodeTransferBytes } from "./transfer-decoding.ts";

/** What makes HTML harmless, and text of it; handed in, because it is another adapter's. */
export type HtmlRules = { readonly sanitise: (html: string) => string; readonly toText: (html: string) => string };

export type Bodies = MarkedText & { readonly html: string };

/** A shown part as text of its own form. `isCut`: not all of it. */
export type ShownPart = {
  readonly part: Part;
  readonly isHtml: boolean;
  readonly text: string;
  readonly isCut: boolean;
};

/** Decodes what is shown, in order, each part once, until the limit is reached. */
export function decodeShown(parts: readonly Part[], limits: ReadingLimits): ReadonlyMap<Part, ShownPart> {
  const shown = new Map<Part, ShownPart>();
  const left = { text: limits.textCharactersMax, html: limits.textCharactersMax };
  for (const part of new Set(parts)) {
    const isHtml = part.type === "text/html";
    const form = isHtml ? "html" : "text";
    const whole = decodeText(part, isHtml);
    const text = whole.slice(0, left[form]);
    left[form] -= text.length;
    shown.set(part, {
      part,
      isHtml,
      text,
      isCut: text.length < whole.length || (part.body?.length ?? 0) < part.end - part.start,
    });
  }
  return shown;
}

/**
 * Both forms; a missing or empty one is derived from the other (wire.md 3.4). Parts of one form are joined by an empty line. `marked`: what
 * clients' markup says of a text that was made of it (mail.md 10-2).
 */
export function renderBodies(text: readonly ShownPart[], html: readonly ShownPart[], rules: HtmlRules): Bodies {
  const markups = [...new Set([...html, ...text])].filter(({ isHtml }) => isHtml);
  const safe = new Map(markups.map((shown) => [shown, safeOf(shown.text, rules)]));
  const asText = (shown: ShownPart): MarkedText =>
    shown.isHtml ? (safe.get(shown)?.asText() ?? nothing) : { text: shown.text, marked: [] };
  const asHtml = (shown: ShownPart) => (shown.isHtml ? (safe.get(shown)?.html ?? "") : textAsHtml(shown.text));
  const plain = joined(text.map(asText));
  const markup = html
    .map(asHtml)
    .filter((each) => each.trim() !== "")
    .join("\n")
    .trim();
  const written = plain.text === "" && markup !== "" ? joined(html.map(asText)) : plain;
  return {
    text: withoutTrailingLineBreaks(written.text),
    marked: written.marked,
    html: markup === "" ? textAsHtml(plain.text) : markup,
  };
}

const nothing: MarkedText = { text: "", marked: [] };

/** The HTML made harmless, and text of it. The marks are put in first: sanitising takes away what they are found by. */
function safeOf(html: string, rules: HtmlRules): { readonly html: string; asText(): MarkedText } {
  const marked = holdsMarks(html) ? html : markQuotations(html);
  const withMarks = rules.sanitise(marked);
  if (marked === html) return { html: withMarks, asText: () => ({ text: rules.toText(withMarks), marked: [] }) };
  const clean = withoutMarks(withMarks);
  return {
    html: clean,
    asText: () => {
      const text = rules.toText(clean);
      return { text, marked: rangesIn(text, readMarkedText(rules.toText(withMarks))) };
    },
  };
}

/** Parts with words, an empty line between them. */
function joined(parts: readonly MarkedText[]): MarkedText {
  let text = "";
  const all = parts.filter((part) => part.text.trim() !== "");
  const marked = all.flatMap((part, index) => {
    if (index > 0) text += "\n\n";
    const offset = text.length;
    text += part.text;
    return part.marked.map((range) => ({ ...range, start: range.start + offset, end: range.end + offset }));
  });
  return { text, marked };
}

/** NUL cannot be stored as text, and half a character cannot be written. */
function decodeText(part: Part, isHtml: boolean): string {
  const bytes = decodeTransferBytes(part.body ?? new Uint8Array(0), part.encoding);
  const decoded = decodeCharset(bytes, part.params["charset"], isHtml ? charsetOfHtml(bytes) : undefined);
  const text = withPlainLineBreaks(decoded.replaceAll("\0", "").toWellFormed());
  if (isHtml) return text;
  const isFlowed = part.params["format"]?.toLowerCase() === "flowed";
  return withoutTrailingLineBreaks(
    isFlowed ? libmime.decodeFlowed(text, part.params["delsp"]?.toLowerCase() === "yes") : text,
  );
}
