import { writtenForms } from "../characters.ts";

/** A piece of a text around what was looked for, and where in it that stands (start included, end excluded). */
export type Snippet = { readonly snippet: string; readonly marks: readonly (readonly [start: number, end: number])[] };

const length = 160;
const before = 40;
const searchedCharacters = 20_000;
const marksMax = 50;

/** The first place with one of the words, in one line. Without any: the beginning, unmarked: a stem or another field was found. */
export function snippetOf(text: string, words: string): Snippet {
  const line = text.slice(0, searchedCharacters).replace(/\s+/g, " ").trim();
  const low = line.toLowerCase();
  // Lower case can have another length; then nothing is marked rather than the wrong thing.
  const wanted = low.length === line.length ? wordsIn(words) : [];
  const first = Math.min(...wanted.map((word) => low.indexOf(word)).filter((at) => at >= 0));
  const start = Number.isFinite(first) ? wordStart(line, Math.max(0, first - before)) : 0;
  const snippet = line.slice(start, start + length);
  return { snippet, marks: marksIn(snippet.toLowerCase(), wanted) };
}

/** What the query looks for, without its operators. */
const wordsIn = (words: string): readonly string[] => [
  ...new Set(
    (words.toLowerCase().match(/-?[\p{L}\p{M}\p{N}]+/gu) ?? [])
      .filter((word) => !word.startsWith("-") && word !== "or" && word !== "and")
      .flatMap(writtenForms),
  ),
];

function marksIn(low: string, words: readonly string[]): Snippet["marks"] {
  const marks: (readonly [number, number])[] = [];
  for (let at = 0; at < low.length && marks.length < marksMax; ) {
    const word = words.filter((one) => low.startsWith(one, at)).toSorted((a, b) => b.length - a.length)[0];
    if (word !== undefined) marks.push([at, at + word.length]);
    at += word?.length ?? 1;
  }
  return marks;
}

const wordStart = (line: string, at: number): number => (at === 0 ? 0 : line.indexOf(" ", at) + 1);
