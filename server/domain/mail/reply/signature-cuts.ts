import { confidentialWords, mobileFooters } from "./signature-rows.ts";
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

/** RFC 3676 §4.3; many clients lose the blank behind it. */
function delimiter(lines: readonly Line[], start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) {
    const words = lines[at]?.words;
    if (words === "--" || words === "—") return at;
  }
  return undefined;
}

/** Among the last lines with words: somebody may write in the middle of a text that he sent it from his telephone. */
function mobileFooter(lines: readonly Line[], start: number, end: number): number | undefined {
  let seen = 0;
  for (let at = end - 1; at >= start && seen < footerLinesMax; at--) {
    const line = lines[at];
    if (line === undefined || line.isBlank || line.kind !== "new") continue;
    seen++;
    if (line.words.length <= footerMax && mobileFooters.some((form) => form.test(line.words))) return at;
  }
  return undefined;
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

function isConfidential(lines: readonly Line[]): boolean {
  const text = lines
    .slice(0, 30)
    .map(({ words }) => words)
    .join(" ")
    .toLowerCase();
  const isDense = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text);
  return text.length >= (isDense ? 20 : 60) && confidentialWords.filter((word) => text.includes(word)).length >= 2;
}

const footerLinesMax = 3;
const footerMax = 140;
