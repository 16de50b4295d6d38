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
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line?.kind !== "new" || line.isBlank) continue;
    const end = headerBlockEnd(lines, index);
    if (end === undefined) continue;
    cutFrom(lines, withRuleAbove(lines, index), end, "header");
    return;
  }
}

/** The line behind a header block that begins at `index`; undefined where none begins. */
export function headerBlockEnd(lines: readonly Line[], index: number): number | undefined {
  if (labelledLine(lines[index]?.words ?? "") === undefined) return undefined;
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
  for (let last = 0; last < lines.length && tried < attributionsMax; last++) {
    const line = lines[last];
    if (line?.kind !== "new" || !/[:：]$/.test(line.words)) continue;
    tried++;
    const first = attributionStart(lines, last);
    if (first !== undefined) cutFrom(lines, first, last + 1, "attribution");
    else if (isQuoted(lines, last + 1) && shortAttribution.test(line.words.slice(-attributionMax))) {
      cut(lines, last, last + 1, "quoted", "attribution");
    }
  }
}

const attributionsMax = 2000;
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

/** One to three lines that are an attribution together. */
function attributionStart(lines: readonly Line[], last: number): number | undefined {
  let joined = "";
  for (let first = last; first > last - 3 && first >= 0; first--) {
    const line = lines[first];
    if (line === undefined || line.isBlank || line.kind !== "new") return undefined;
    joined = joined === "" ? line.words : `${line.words} ${joined}`;
    if (joined.length > attributionMax) return undefined;
    if (isAttribution(joined)) return first;
  }
  return undefined;
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

/** The rule that Outlook draws: underscores or dashes on a line of their own. */
function withRuleAbove(lines: readonly Line[], index: number): number {
  let at = index - 1;
  while (at >= 0 && lines[at]?.isBlank === true) at--;
  const words = lines[at]?.words ?? "";
  return words.length >= 5 && /^[_\-—–=*]+$/.test(words) ? at : index;
}
