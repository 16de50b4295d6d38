import { isConfidential } from "./confidential-notice.ts";
import { isMobileFooter } from "./mobile-footer.ts";
import { cut, type Line } from "./text-lines.ts";

/** In every run of new lines: what follows the delimiter, mobile footers, confidentiality notices (mail.md 10-4). */
export function cutSignatures(lines: readonly Line[]): void {
  for (let start = 0; start < lines.length; ) {
    if (lines[start]?.kind !== "new") {
      start++;
      continue;
    }
    let end = start;
    while (end < lines.length && lines[end]?.kind === "new") end++;
    cutRun(lines, start, end);
    start = end;
  }
}

function cutRun(lines: readonly Line[], start: number, end: number): void {
  for (const { rule, find } of rules) {
    const at = find(lines, start, end);
    if (at !== undefined) cut(lines, at, end, "signature", rule);
  }
}

type Find = (lines: readonly Line[], start: number, end: number) => number | undefined;

const rules: readonly { readonly rule: string; readonly find: Find }[] = [
  { rule: "delimiter", find: delimiter },
  { rule: "mobileFooter", find: mobileFooter },
  { rule: "confidential", find: confidential },
];

/** RFC 3676 §4.3; many clients lose the blank behind it, but people draw such lines between paragraphs too. */
function delimiter(lines: readonly Line[], start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) {
    const line = lines[at];
    if (line?.isDelimiter === true) return at;
    if ((line?.words === "--" || line?.words === "—") && isBlock(lines, at + 1, end)) return at;
  }
  return undefined;
}

/** Few short lines to the end of the run, none of which is a sentence: a name, a house, a number. Also none, above a marked signature. */
function isBlock(lines: readonly Line[], start: number, end: number): boolean {
  let seen = 0;
  for (let at = start; at < end; at++) {
    const line = lines[at];
    if (line === undefined || line.isBlank || line.kind !== "new") continue;
    if (++seen > blockLinesMax || line.words.length > blockLineMax || isSentence(line.words)) return false;
  }
  return seen === 0 || lines[start]?.isBlank === false;
}

function isSentence(words: string): boolean {
  if (/[?？;；。！،؟]$/.test(words)) return true;
  return /[.!,:]$/.test(words) && words.split(" ").length >= sentenceWordsMin;
}

/** Only on the last lines: somebody may write in the middle of a text that he sent it from his telephone. */
function mobileFooter(lines: readonly Line[], start: number, end: number): number | undefined {
  let found: number | undefined;
  for (let at = end - 1; at >= start; at--) {
    const line = lines[at];
    if (line === undefined || line.isBlank || line.kind !== "new") continue;
    if (isMobileFooter(line.words)) found = at;
    else if (!/^(?:[-_=*]{3,}|<?https?:\/\/\S+)$/.test(line.words)) break;
  }
  return found !== undefined && found > start && /^(?:-{2,}|—)$/.test(lines[found - 1]?.words ?? "")
    ? found - 1
    : found;
}

/** The first paragraph of that kind that is not all there is. */
function confidential(lines: readonly Line[], start: number, end: number): number | undefined {
  let paragraph = start;
  let isFirst = true;
  for (let at = start; at <= end; at++) {
    const line = lines[at];
    if (at < end && line !== undefined && !line.isBlank && line.kind === "new") continue;
    if (at > paragraph) {
      if (!isFirst && isConfidential(lines.slice(paragraph, at))) return paragraph;
      isFirst = false;
    }
    paragraph = at + 1;
  }
  return undefined;
}

const blockLinesMax = 8;
const blockLineMax = 80;
const sentenceWordsMin = 5;
