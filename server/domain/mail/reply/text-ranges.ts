import { cutAttributions } from "./attribution-cuts.ts";
import type { MarkedRange } from "./marked-text.ts";
import { cutBelowMarks, cutHeaderBlocks, cutPrefixed, cutRulesAbove } from "./quotation-cuts.ts";
import { cutBelowReplyLine } from "./reply-line.ts";
import { knownLines } from "./shingles.ts";
import { cutSignatures } from "./signature-cuts.ts";
import { cut, type Line, linesOf, type RangeKind } from "./text-lines.ts";

/** A range of the stored text and the rule that cut it; the ranges of a text cover it without gap or overlap (mail.md 10). */
export type TextRange = {
  readonly kind: RangeKind;
  readonly start: number;
  readonly end: number;
  /** Empty for what is new. */
  readonly rule: string;
};

export type RangeOptions = {
  /** Plain texts that we sent in the thread. */
  readonly sent: readonly string[];
  /** From `readMarkedText`, where the text was made of marked HTML. */
  readonly marked?: readonly MarkedRange[];
};

/**
 * What in a mail's text is new, quoted, signature: by knowledge, by markup, by attribution lines, header blocks and `>`, then signatures
 * in what is left. Never destructive, linear in the text (mail.md 10).
 */
export function textRanges(text: string, { sent, marked = [] }: RangeOptions): readonly TextRange[] {
  const lines = linesOf(text);
  cutKnown(lines, sent);
  cutMarked(lines, marked);
  cutPrefixed(lines);
  cutAttributions(lines);
  cutHeaderBlocks(lines);
  cutBelowMarks(lines);
  cutBelowReplyLine(lines);
  cutRulesAbove(lines);
  cutSignatures(lines);
  followBlanks(lines);
  return merged(lines, text.length);
}

/** The new text alone, for lists and previews; the whole where nothing is new. */
export function newText(text: string, ranges: readonly TextRange[]): string {
  const parts = ranges.filter(({ kind }) => kind === "new").map(({ start, end }) => text.slice(start, end).trim());
  const joined = parts.filter((part) => part !== "").join("\n\n");
  return joined === "" ? text.trim() : joined;
}

function cutMarked(lines: readonly Line[], marked: readonly MarkedRange[]): void {
  let next = 0;
  for (const [index, line] of lines.entries()) {
    while ((marked[next]?.end ?? Number.POSITIVE_INFINITY) <= line.start) next++;
    const range = marked[next];
    if (range !== undefined && range.start < line.end && !line.isBlank)
      cut(lines, index, index + 1, range.kind, range.rule);
  }
}

/** Known passages, and few lines between two of them: a greeting, a name. */
function cutKnown(lines: readonly Line[], sent: readonly string[]): void {
  const isKnown = knownLines(lines, sent);
  const known = new Set(
    sent.flatMap((text) =>
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ),
  );
  for (const [index, line] of lines.entries()) {
    if (isKnown[index] === true) cut(lines, index, index + 1, "quoted", "known");
    else if (line.kind === "new" && known.has(line.words) && isBetweenKnown(lines, isKnown, index)) {
      cut(lines, index, index + 1, "quoted", "known");
    }
  }
}

/** Within a few lines of a known one: our greeting above it, our name below it. */
function isBetweenKnown(lines: readonly Line[], isKnown: readonly boolean[], index: number): boolean {
  for (let at = Math.max(0, index - near); at <= Math.min(lines.length - 1, index + near); at++) {
    if (isKnown[at] === true) return true;
  }
  return false;
}

const near = 4;

/** Empty lines belong to what stands above them; at the top to what follows. */
function followBlanks(lines: readonly Line[]): void {
  let above = lines.find(({ isBlank }) => !isBlank);
  for (const line of lines) {
    if (!line.isBlank) above = line;
    else if (above !== undefined) {
      line.kind = above.kind;
      line.rule = above.rule;
    }
  }
}

function merged(lines: readonly Line[], length: number): readonly TextRange[] {
  const ranges: { kind: RangeKind; start: number; end: number; rule: string }[] = [];
  for (const { kind, rule, start, end } of lines) {
    const last = ranges.at(-1);
    if (last?.kind === kind && last.rule === rule) last.end = end;
    else ranges.push({ kind, start, end, rule });
  }
  return length === 0 ? [] : ranges;
}
