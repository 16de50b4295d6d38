import { attributionMax, attributionRows, shortAttribution } from "./attribution-rows.ts";
import { forwardMarks, type HeaderLabel, labelledLine, markWords, originalMarks } from "./header-labels.ts";
import { cut, type Line, nextWords } from "./text-lines.ts";

/** Lines with `>` in front (RFC 3676 §4.5). What stands between them was written by the sender, and stays new. */
export function cutPrefixed(lines: readonly Line[]): void {
  for (const [index, line] of lines.entries()) if (line.depth > 0) cut(lines, index, index + 1, "quoted", "prefix");
}

/** Separators such as `-----Original Message-----`: with what is quoted by other signs below them, else to the end. */
export function cutBelowMarks(lines: readonly Line[]): void {
  for (const [index, line] of lines.entries()) {
    if (line.kind !== "new" || line.isBlank || !/^[-_=*#~—–>\s]|[:：]$/.test(line.words)) continue;
    const words = markWords(line.words);
    if (originalMarks.has(words) || forwardMarks.has(words)) cutFrom(lines, index, index + 1, "separator");
  }
}

/** A header block: From, Subject and one more within a few lines, as Outlook writes above what it quotes. */
export function cutHeaderBlocks(lines: readonly Line[]): void {
  const found = findHeaderBlock(lines);
  if (found !== undefined) cutFrom(lines, withRuleAbove(lines, found.start), found.end, "header");
}

/** The first header block in what is still new. */
export function findHeaderBlock(lines: readonly Line[]): { readonly start: number; readonly end: number } | undefined {
  let tried = 0;
  for (let start = 0; start < lines.length && tried < candidatesMax; start++) {
    const line = lines[start];
    if (line?.kind !== "new" || labelledLine(line.words) === undefined) continue;
    tried++;
    const end = headerBlockEnd(lines, start);
    if (end !== undefined) return { start, end };
  }
  return undefined;
}

/** The line behind a header block that begins at `index`; undefined where none begins. */
function headerBlockEnd(lines: readonly Line[], index: number): number | undefined {
  const seen = new Set<HeaderLabel>();
  let end = index;
  let unlabelled = 0;
  for (let at = index; at < Math.min(lines.length, index + blockMax); at++) {
    const line = lines[at];
    if (line === undefined || line.isBlank) {
      if (isHeader(seen)) break;
      continue;
    }
    const label = labelledLine(line.words)?.label;
    if (label !== undefined && !seen.has(label)) {
      seen.add(label);
      end = at + 1;
      unlabelled = 0;
    } else if (++unlabelled > continuationMax) break;
  }
  return isHeader(seen) ? end : undefined;
}

/** Attribution lines: with the quotation below them; without one to the end, since then the client set no signs. */
export function cutAttributions(lines: readonly Line[]): void {
  let tried = 0;
  for (let last = 0; last < lines.length && tried < candidatesMax; last++) {
    const line = lines[last];
    if (line?.kind !== "new" || !/[:：]$|^-.{8,400}-$/.test(line.words)) continue;
    tried++;
    const first = attributionStart(lines, last);
    if (first !== undefined) cutFrom(lines, first, last + 1, "attribution");
    else if (isQuoted(lines, last + 1) && shortAttribution.test(line.words.slice(-attributionMax))) {
      cut(lines, last, last + 1, "quoted", "attribution");
    }
  }
}

/** Lines that look like the beginning of a quotation; a mail has some, a hostile one a hundred thousand. */
const candidatesMax = 2000;
const blockMax = 14;
/** Lines of a long To that wrap. */
const continuationMax = 3;

function isHeader(seen: ReadonlySet<HeaderLabel>): boolean {
  return (
    seen.has("from") &&
    (seen.has("date") || seen.has("to")) &&
    (seen.has("subject") || seen.size >= 3) &&
    seen.size >= 3
  );
}

/** One to three lines that are an attribution together; more of them where the last alone has no date or begins in the address. */
function attributionStart(lines: readonly Line[], last: number): number | undefined {
  let joined = "";
  let start: number | undefined;
  for (let first = last; first > last - 3 && first >= 0; first--) {
    const line = lines[first];
    if (line === undefined || line.isBlank || line.kind !== "new") break;
    joined = joined === "" ? withoutDashes(line.words) : `${line.words} ${joined}`;
    if (joined.length > attributionMax) break;
    if (!isAttribution(joined)) continue;
    start = first;
    if (/[\d٠-٩]/.test(joined) && !joined.startsWith("<")) break;
  }
  return start;
}

/** Zoho sets the line between dashes, without a colon. */
function withoutDashes(words: string): string {
  return words.startsWith("-") && words.endsWith("-")
    ? `${words.replace(/^-{1,9} ?/, "").replace(/ ?-{1,9}$/, "")}:`
    : words;
}

/** A date or an address has to be in it: "In the shop the man wrote:" is somebody's story. */
function isAttribution(text: string): boolean {
  return /[\d@٠-٩]/.test(text) && attributionRows.some(({ form }) => form.test(text));
}

function cutFrom(lines: readonly Line[], first: number, behind: number, rule: string): void {
  cut(lines, first, behind, "quoted", rule);
  if (!isQuoted(lines, behind)) cut(lines, behind, lines.length, "quoted", rule);
}

function isQuoted(lines: readonly Line[], index: number): boolean {
  return lines[nextWords(lines, index)]?.kind === "quoted";
}

/** The rule that Outlook draws, underscores or dashes on a line of their own, or words of any language between such. */
function withRuleAbove(lines: readonly Line[], index: number): number {
  let at = index - 1;
  while (at >= 0 && lines[at]?.isBlank === true) at--;
  const words = lines[at]?.words ?? "";
  return /^[_\-—–=*]{3,}(?:.{0,100}[_\-—–=*]{3,})?$/.test(words) ? at : index;
}
