import {
  attributionInFront,
  attributionWords,
  isAttribution,
  isBetweenArrows,
  isCertain,
  isDateLine,
  isSigned,
} from "./attribution-forms.ts";
import { attributionMax, shortAttribution } from "./attribution-rows.ts";
import { labelledLine } from "./header-labels.ts";
import { cutFrom, isQuoted, withRuleAbove } from "./quotation-cuts.ts";
import { cut, type Line } from "./text-lines.ts";

/** Attribution lines: with the quotation below them; without one to the end, since then the client set no signs (mail.md 10-3). */
export function cutAttributions(lines: readonly Line[]): void {
  let tried = 0;
  for (let last = 0; last < lines.length && tried < attributionsMax; last++) {
    const line = lines[last];
    if (line === undefined || line.isBlank) continue;
    if (isBetweenArrows(line.words, line.depth)) cutFrom(lines, last, last + 1, "attribution");
    if (line.kind === "new" && tryLine(lines, last, line)) tried++;
  }
}

/** False where nothing about the line was worth a look. */
function tryLine(lines: readonly Line[], last: number, line: Line): boolean {
  const words = attributionWords(line.words);
  if (/[:：]$/.test(words)) cutAttribution(lines, last, words);
  else if (isQuoted(lines, last + 1) && /@[^@]{3,255}>$/.test(words)) cutAttribution(lines, last, words);
  else if (isOpen(line.words)) cutBroken(lines, last, line.words);
  else if (!line.words.includes(">")) return false;
  else if (isAttribution(attributionInFront(line.words))) cutFrom(lines, last, last + 1, "attribution");
  return true;
}

/** The address is wrapped in front of its closing bracket, which then looks like the prefix of a quotation. */
const isOpen = (words: string): boolean => /<[^<>\s]{1,200}@[^<>\s]{3,200}$/.test(words.slice(-attributionMax));

function cutBroken(lines: readonly Line[], at: number, words: string): void {
  const next = lines[at + 1];
  if (next?.depth !== 1 || !/[:：]$/.test(next.words)) return;
  const above = newLine(lines[at - 1]);
  const texts = [`${words}> ${next.words}`, ...(above === undefined ? [] : [`${above.words} ${words}> ${next.words}`])];
  const found = texts.findIndex((text) => text.length <= attributionMax && isAttribution(text));
  if (found >= 0) cutFrom(lines, at - found, at + 2, "attribution");
}

const attributionsMax = 2000;

function cutAttribution(lines: readonly Line[], last: number, words: string): void {
  const isAbove = isQuoted(lines, last + 1);
  const found = attributionAt(lines, last, words) ?? (isAbove ? signedAt(lines, last, words) : undefined);
  if (found !== undefined && (isCertain(found.text) || isAbove)) {
    cutFrom(lines, withLabelsAbove(lines, found.first), last + 1, "attribution");
  } else if (isAbove && shortAttribution.test(words.slice(-attributionMax))) {
    cut(lines, last, last + 1, "quoted", "attribution");
  }
}

/** One to three lines that are an attribution together, and the date above them. */
function attributionAt(lines: readonly Line[], last: number, words: string) {
  let joined = words;
  for (let first = last; first > last - 3 && joined.length <= attributionMax; first--) {
    const above = newLine(lines[first - 1]);
    if (isAttribution(joined) && !(goesOn(joined) && above !== undefined)) {
      return { first: isDateLine(above?.words ?? "") ? first - 1 : first, text: joined };
    }
    if (above === undefined) return undefined;
    joined = `${above.words} ${joined}`;
  }
  return undefined;
}

/** What begins with the address, or closes a bracket that is open in the line above, goes on from there. */
const goesOn = (words: string): boolean => /^(?:<|[^<>]{1,320}>)/.test(words);

/** The fewest lines, of at most three, that tell who wrote below and when. */
function signedAt(lines: readonly Line[], last: number, words: string) {
  let joined = words;
  for (let first = last; first > last - 3 && joined.length <= attributionMax; first--) {
    const above = newLine(lines[first - 1]);
    if (isSigned(joined) && !(goesOn(joined) && above?.words.endsWith("<") === true)) return { first, text: joined };
    if (above === undefined) return undefined;
    joined = `${above.words} ${joined}`;
  }
  return undefined;
}

/** Yandex sets To and Subject above the line, and a rule above them. */
function withLabelsAbove(lines: readonly Line[], first: number): number {
  let at = first;
  while (at > 0 && at > first - 4 && isLabelAbove(lines[at - 1])) at--;
  return at === first ? first : withRuleAbove(lines, at);
}

function isLabelAbove(line: Line | undefined): boolean {
  const label = line?.kind === "new" ? labelledLine(line.words)?.label : undefined;
  return label === "to" || label === "cc" || label === "subject";
}

const newLine = (line: Line | undefined) => (line?.kind === "new" && !line.isBlank ? line : undefined);
