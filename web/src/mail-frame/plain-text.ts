import type { EmailB } from "@postroom/contract";

/** A mail's plain text in parts: what was written, and what was quoted. */
export type Part = {
  readonly kind: "text" | "quote";
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
};

/** Where the server has found what is quoted (mail.md 10). */
export type Ranges = EmailB["textRanges"];

/** What is quoted stands apart, so that it can be folded; nothing is dropped. Where nobody said what is, lines with `>` are. */
export function partsOf(text: string, ranges: Ranges = []): readonly Part[] {
  if (ranges.length === 0) return partsByLine(text);
  const parts: Part[] = [];
  for (const { kind: found, start, end } of ranges) {
    const kind = found === "quoted" ? "quote" : "text";
    const last = parts.at(-1);
    const more = text.slice(start, end);
    if (last?.kind === kind) parts[parts.length - 1] = { ...last, text: last.text + more };
    else parts.push({ kind, text: more, at: start });
  }
  return parts.map((part) => ({ ...part, text: part.text.trimEnd() }));
}

/** Whole lines of a text up to so many characters, where it has any. */
export function beginningOf(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const end = text.lastIndexOf("\n", charactersMax) + 1;
  return end > charactersMax / 2 ? text.slice(0, end) : text.slice(0, charactersMax).replace(/[\uD800-\uDBFF]$/, "");
}

function partsByLine(text: string): readonly Part[] {
  const parts: { kind: Part["kind"]; lines: string[]; at: number }[] = [];
  for (const [at, line] of text.replace(/\r\n?/g, "\n").trimEnd().split("\n").entries()) {
    const kind = line.startsWith(">") ? "quote" : "text";
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line], at });
  }
  return parts.map(({ kind, lines, at }) => ({ kind, text: lines.join("\n"), at }));
}

/** `at` is its place among the pieces. */
export type Piece = { readonly text: string; readonly href?: string; readonly at: number };

const linkCharactersMax = 2_000;

/** Links in a plain text, found in one pass over its words: no pattern that a hostile text could make slow. desktop.md 6.7 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: { text: string; href?: string; at: number }[] = [];
  for (const word of text.split(/(\s+)/)) {
    const from = ["https://", "http://"].map((scheme) => word.indexOf(scheme)).filter((at) => at >= 0);
    const link = from.length === 0 ? "" : trimmed(word.slice(Math.min(...from)));
    if (link.length <= "https://".length || link.length > linkCharactersMax || !URL.canParse(link)) plain(word);
    else {
      const at = word.indexOf(link);
      plain(word.slice(0, at));
      pieces.push({ text: link, href: link, at: pieces.length });
      plain(word.slice(at + link.length));
    }
  }
  return pieces;

  function plain(more: string): void {
    const last = pieces.at(-1);
    if (more === "") return;
    if (last !== undefined && last.href === undefined) last.text += more;
    else pieces.push({ text: more, at: pieces.length });
  }
}

const closing: ReadonlySet<string> = new Set([..."<>()[]{}.,;:!?\"'"]);

function trimmed(link: string): string {
  let end = link.length;
  while (end > 0 && closing.has(link[end - 1] ?? "")) end -= 1;
  return link.slice(0, end);
}
