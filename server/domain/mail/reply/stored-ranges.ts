import { newText, type RangeOptions, type TextRange, textRanges } from "./text-ranges.ts";

/** A mail may be made to cost time, and this is no thread of its own; nobody reads further for what is new. */
const lookedAtMax = 50_000;
const rangesMax = 500;
/** Enough to see what a line that begins in front of the end is. */
const aheadCharacters = 500;
/** Below these no sign is needed: all to the end is quoted. */
const rulesToTheEnd: ReadonlySet<string> = new Set(["attribution", "header", "separator", "markup"]);

/**
 * The ranges of a received text as they are kept with it, in order and without gap (mail.md 4.1-10). Empty: all of it is new. Of a long
 * text the beginning is looked at; what is not is new, unless the client quotes to the end.
 */
export function storedRanges(text: string, options: RangeOptions): readonly TextRange[] {
  const found = textRanges(beginningOf(text), options);
  const ranges = found.length > rangesMax ? restAsNew(found, text.length) : toTheEnd(found, text.length);
  return ranges.every(({ kind }) => kind === "new") ? [] : ranges;
}

/** What is written anew, from the beginning, at most so many characters; for texts that nobody took apart, as their beginning says. */
export function beginningOfNew(
  { text, ranges }: { readonly text: string; readonly ranges?: readonly TextRange[] | undefined },
  charactersMax: number,
): string {
  if (ranges === undefined) {
    const beginning = text.slice(0, charactersMax + aheadCharacters);
    return newText(beginning, textRanges(beginning, { sent: [] })).slice(0, charactersMax);
  }
  let left = charactersMax;
  const parts = ranges.flatMap(({ kind, start, end }) => {
    if (kind !== "new" || left <= 0) return [];
    const part = text.slice(start, Math.min(end, start + left)).trim();
    left -= part.length;
    return part === "" ? [] : [part];
  });
  return parts.length === 0 ? text.slice(0, charactersMax).trim() : parts.join("\n\n");
}

/** Whole lines, as far as a line ends. */
function beginningOf(text: string): string {
  if (text.length <= lookedAtMax) return text;
  const end = text.lastIndexOf("\n", lookedAtMax) + 1;
  return text.slice(0, end === 0 ? lookedAtMax : end);
}

function toTheEnd(ranges: readonly TextRange[], length: number): readonly TextRange[] {
  const last = ranges.at(-1);
  if (last === undefined || last.end === length) return ranges;
  if (last.kind === "new" || rulesToTheEnd.has(last.rule)) return [...ranges.slice(0, -1), { ...last, end: length }];
  return [...ranges, { kind: "new", start: last.end, end: length, rule: "" }];
}

function restAsNew(ranges: readonly TextRange[], length: number): readonly TextRange[] {
  const kept = ranges.slice(0, rangesMax - 1);
  const start = kept.at(-1)?.end ?? 0;
  return [...kept, { kind: "new", start, end: length, rule: "" }];
}
