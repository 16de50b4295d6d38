import {
  dashedMarks,
  forwardMarks,
  type HeaderLabel,
  labelledLine,
  markWords,
  originalMarks,
} from "./header-labels.ts";
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
    const isMark = originalMarks.has(words) || forwardMarks.has(words) || isDashedMark(line.words, words);
    if (isMark) cutFrom(lines, index, index + 1, "separator");
  }
}

/** Words that are no sign by themselves, in long dashes on both sides. */
function isDashedMark(line: string, words: string): boolean {
  return dashedMarks.has(words) && /^-{4}/.test(line) && line.endsWith("----");
}

/** The rule that some clients draw above what they quote belongs to it. */
export function cutRulesAbove(lines: readonly Line[]): void {
  for (let index = 1; index < lines.length; index++) {
    if (lines[index]?.kind !== "quoted" || lines[index - 1]?.kind !== "new") continue;
    cut(lines, withRuleAbove(lines, index), index, "quoted", "separator");
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
  const end = labelledEnd(lines, index) ?? shortEnd(lines, index);
  return end !== undefined && isTold(lines.slice(index, end)) ? end : undefined;
}

/** As above: From and what belongs to it, whoever wrote that. */
function labelledEnd(lines: readonly Line[], index: number): number | undefined {
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

/** From and Date alone, or the other way round, below a rule. */
function shortEnd(lines: readonly Line[], index: number): number | undefined {
  const labels = [index, index + 1].map((at) => labelledLine(lines[at]?.words ?? "")?.label);
  const isPair = labels.includes("from") && labels.includes("date");
  return isPair && withRuleAbove(lines, index) !== index ? index + 2 : undefined;
}

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

/** An address or a time is in it: people list things with such labels, too. */
const isTold = (block: readonly Line[]): boolean => block.some(({ words }) => /@|\d[:.]\d\d/.test(words));

/** Those lines and, where no other sign says what is quoted below them, all to the end. */
export function cutFrom(lines: readonly Line[], first: number, behind: number, rule: string): void {
  cut(lines, first, behind, "quoted", rule);
  if (!isQuoted(lines, behind)) cut(lines, behind, lines.length, "quoted", rule);
}

/** What stands next below is quoted by another sign. */
export function isQuoted(lines: readonly Line[], index: number): boolean {
  return lines[nextWords(lines, index)]?.kind === "quoted";
}

/** The rule above: underscores or dashes on a line of their own, also with the words of some language between them. */
export function withRuleAbove(lines: readonly Line[], index: number): number {
  let at = index - 1;
  while (at >= 0 && lines[at]?.isBlank === true) at--;
  const words = lines[at]?.words ?? "";
  return words.length >= 3 && words.length <= ruleMax && isRule(words) ? at : index;
}

const isRule = (words: string): boolean =>
  /^[_\-—–=*]+$/.test(words.replaceAll("* *", "**")) || /^[_\-=*]{3}[^_=*]{2,60}[_\-=*]{3}$/.test(words);
const ruleMax = 300;
