import libmime from "libmime";
import { withoutTrailingLineBreaks, withPlainLineBreaks } from "../../domain/mail/line-breaks.ts";
import { textAsHtml } from "../../domain/mail/text-as-html.ts";
import { decodeCharset } from "./charset.ts";
import type { ReadingLimits } from "./limits.ts";
import type { Part } from "./structure.ts";
import { decodeTransferBytes } from "./transfer-decoding.ts";

/** What makes HTML harmless, and text of it; handed in, because it is another adapter's. */
export type HtmlRules = { readonly sanitise: (html: string) => string; readonly toText: (html: string) => string };

export type Bodies = { readonly text: string; readonly html: string };

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

/** Both forms; a missing or empty one is derived from the other (wire.md 3.4). Parts of one form are joined by an empty line. */
export function renderBodies(text: readonly ShownPart[], html: readonly ShownPart[], rules: HtmlRules): Bodies {
  const markups = [...new Set([...html, ...text])].filter(({ isHtml }) => isHtml);
  const safe = new Map(markups.map((shown) => [shown, rules.sanitise(shown.text)]));
  const asText = (shown: ShownPart) => (shown.isHtml ? rules.toText(safe.get(shown) ?? "") : shown.text);
  const asHtml = (shown: ShownPart) => (shown.isHtml ? (safe.get(shown) ?? "") : textAsHtml(shown.text));
  const plain = text
    .map(asText)
    .filter((each) => each.trim() !== "")
    .join("\n\n");
  const markup = html
    .map(asHtml)
    .filter((each) => each.trim() !== "")
    .join("\n")
    .trim();
  return {
    text: withoutTrailingLineBreaks(plain === "" && markup !== "" ? rules.toText(markup) : plain),
    html: markup === "" ? textAsHtml(plain) : markup,
  };
}

/** NUL cannot be stored as text, and half a character cannot be written. */
function decodeText(part: Part, isHtml: boolean): string {
  const bytes = decodeTransferBytes(part.body ?? new Uint8Array(0), part.encoding);
  const text = withPlainLineBreaks(decodeCharset(bytes, part.params["charset"]).replaceAll("\0", "").toWellFormed());
  if (isHtml) return text;
  const isFlowed = part.params["format"]?.toLowerCase() === "flowed";
  return withoutTrailingLineBreaks(
    isFlowed ? libmime.decodeFlowed(text, part.params["delsp"]?.toLowerCase() === "yes") : text,
  );
}
