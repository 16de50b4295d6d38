import type { Line } from "./text-lines.ts";

/** Words in a row that are no chance; characters, where words are not set apart. */
const wordsInRow = 5;
const charactersInRow = 12;
/** Tokens in a row that prove that the mail quotes us at all: polite words alone are everybody's. */
const proofTokens = 8;
const tokensMax = 100_000;

/**
 * Which lines repeat passages of texts that we sent, whatever the client did to the layout (mail.md 10-1): four fifths of a line's words
 * lie in runs that stand in a sent text in the same order, and at least one of these runs is long.
 */
export function knownLines(lines: readonly Line[], sent: readonly string[]): readonly boolean[] {
  const known = shinglesOf(sent);
  if (known.size === 0) return lines.map(() => false);
  const tokens = lines
    .flatMap((line, index) => tokensOf(line.words).map((token) => ({ token, line: index })))
    .slice(0, tokensMax);
  const isCovered = covered(
    tokens.map(({ token }) => token),
    known,
  );
  if (longestRun(isCovered) < proofTokens) return lines.map(() => false);
  const counts = lines.map(() => ({ all: 0, covered: 0 }));
  for (const [index, { line }] of tokens.entries()) {
    const count = counts[line];
    if (count === undefined) continue;
    count.all++;
    if (isCovered[index] === true) count.covered++;
  }
  return counts.map(({ all, covered: some }) => all > 0 && some >= all * share);
}

const share = 0.8;

function shinglesOf(texts: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const text of texts) {
    const tokens = tokensOf(text);
    for (let start = 0; start < tokens.length; start++) {
      const shingle = shingleAt(tokens, start);
      if (shingle !== undefined) known.add(shingle);
    }
  }
  return known;
}

function covered(tokens: readonly string[], known: ReadonlySet<string>): readonly boolean[] {
  const isCovered = tokens.map(() => false);
  for (let start = 0; start < tokens.length; start++) {
    const shingle = shingleAt(tokens, start);
    if (shingle === undefined || !known.has(shingle)) continue;
    for (let index = start; index < start + rowLength(tokens, start); index++) isCovered[index] = true;
  }
  return isCovered;
}

function longestRun(isCovered: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const one of isCovered) {
    run = one ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function shingleAt(tokens: readonly string[], start: number): string | undefined {
  const end = start + rowLength(tokens, start);
  return end > tokens.length ? undefined : tokens.slice(start, end).join(" ");
}

function rowLength(tokens: readonly string[], start: number): number {
  return unspaced.test(tokens[start] ?? "") ? charactersInRow : wordsInRow;
}

const unspaced = /^[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]$/;

/** Words in lower case without punctuation; of scripts that set no blanks each character. */
function tokensOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .match(/[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[\p{L}\p{N}]+/gu)
      ?.slice(0, tokensMax) ?? []
  );
}
