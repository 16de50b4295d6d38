import { hasSigns } from "./html-mark-rows.ts";
import { type Span, spansOf } from "./html-spans.ts";

/**
 * Puts marks around what the HTML calls quoted or signature, as characters that survive sanitising and the making of text. It must run on
 * the HTML **as received**: the sanitiser takes classes and ids away, and with them all that is known here (mail.md 10-2, 12.2).
 * `withoutMarks` cleans the sanitised HTML, `readMarkedText` the text. Linear: every character is looked at once.
 */
export function markQuotations(html: string): string {
  const clean = withoutMarks(html);
  if (!hasSigns(clean)) return clean;
  const spans = spansOf(clean);
  const kept = spans.filter((span) => !span.row.isContainer || !spans.some((inner) => isQuoteInside(inner, span)));
  const inserts = kept.flatMap(({ row, start, end }) => [
    { at: start, text: marks[row.kind].open },
    { at: end, text: marks[row.kind].close },
  ]);
  inserts.sort((one, other) => one.at - other.at);
  let marked = "";
  let from = 0;
  for (const { at, text } of inserts) {
    marked += clean.slice(from, at) + text;
    from = at;
  }
  return marked + clean.slice(from);
}

/** A sender's own marks would lie: they go first. */
export function withoutMarks(text: string): string {
  return text.replace(/[\ue0f0-\ue0f3]/g, "");
}

/** The sender has characters of our marks in it, written out or as references: it is better read without any. */
export function holdsMarks(html: string): boolean {
  return /[\ue0f0-\ue0f3]|&#(?:x0{0,20}e0f[0-3]|0{0,20}5758[4-7])/i.test(html);
}

export const marks = {
  quoted: { open: "\ue0f0", close: "\ue0f1" },
  signature: { open: "\ue0f2", close: "\ue0f3" },
} as const;

function isQuoteInside(inner: Span, outer: Span): boolean {
  return (
    inner !== outer &&
    inner.row.kind === "quoted" &&
    inner.start >= outer.start &&
    inner.end <= outer.end &&
    !isAttribution(inner)
  );
}

/** Gmail's line above a quotation says nothing of whether the quotation is set apart below it. */
function isAttribution({ row }: Span): boolean {
  return row.isAttribution === true;
}
