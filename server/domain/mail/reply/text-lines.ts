export type RangeKind = "new" | "quoted" | "signature";

/** A line of a text with what is found out about it. `start` to `end` includes its line break. */
export type Line = {
  readonly start: number;
  readonly end: number;
  /** Without quotation prefix, invisible characters and blanks around. */
  readonly words: string;
  /** How many `>` stand in front. */
  readonly depth: number;
  readonly isBlank: boolean;
  /** `-- ` with the blank behind it, which clients set and people do not (RFC 3676 §4.3). */
  readonly isDelimiter: boolean;
  kind: RangeKind;
  /** The rule that cut; empty for what is new. */
  rule: string;
};

/** Line after line; the ranges of all lines cover the text without gap. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found + 1;
    const prefix = prefixLength(text, start, end);
    const words = withoutInvisible(
      text.slice(start + prefix.length, Math.min(end, start + prefix.length + lineMax)),
    ).trim();
    const isBlank = words === "";
    const isDelimiter = words === "--" && text.startsWith("-- ", start + prefix.length);
    lines.push({ start, end, words, depth: prefix.depth, isBlank, isDelimiter, kind: "new", rule: "" });
    start = end;
  }
  return lines;
}

/** Marks lines that are still new. */
export function cut(lines: readonly Line[], from: number, to: number, kind: RangeKind, rule: string): void {
  for (let index = from; index < to; index++) {
    const line = lines[index];
    if (line?.kind !== "new") continue;
    line.kind = kind;
    line.rule = rule;
  }
}

/** The next line at or behind `index` that has words; the number of lines without one. */
export function nextWords(lines: readonly Line[], index: number): number {
  let at = index;
  while (at < lines.length && lines[at]?.isBlank === true) at++;
  return at;
}

/** Characters of a line that rules look at; a paragraph without line breaks can be as long as the mail. */
const lineMax = 2000;

function prefixLength(text: string, start: number, end: number): { readonly length: number; readonly depth: number } {
  let depth = 0;
  let length = 0;
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (character === ">") {
      depth++;
      length = at - start + 1;
    } else if (character !== " " && character !== "\t") break;
  }
  return { length, depth };
}

/** Zero-width and bidi characters, which Gmail puts around names in Hebrew and Arabic. */
function withoutInvisible(text: string): string {
  // Every line of every mail comes here, and next to none has one.
  if (!special.test(text)) return text;
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replaceAll("\u00a0", " ")
    .replaceAll("\u202f", " ");
}

const special = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]/;
