import { holdsMarks, marks } from "../../domain/mail/reply/html-marks.ts";
import { textRanges } from "../../domain/mail/reply/text-ranges.ts";
import { type Block, blocksOf } from "./block-tree.ts";
import { htmlToText } from "./to-text.ts";

/**
 * Sanitised HTML with what it quotes folded under `label`, as the plain text is (desktop.md 3.4): by the same rules, on the text of the same
 * HTML. Nothing is dropped and nothing runs: the browser itself unfolds. Left alone where nothing but a quotation was written, and where
 * the text of the blocks cannot be told.
 */
export function foldQuotations(html: string, label: string): string {
  const root = html.length > charactersMax || holdsMarks(html) ? undefined : blocksOf(html);
  if (root === undefined) return html;
  const whole = wholeIn(root);
  const places = whole.length === 0 ? undefined : placesOf(html, whole);
  if (places === undefined || places.written(0, places.length) === 0) return html;
  const folded = runsIn(root, places);
  let shown = "";
  let from = 0;
  for (const { start, end } of folded) {
    shown += `${html.slice(from, start)}<details class="quotation"><summary>${label}</summary>${html.slice(start, end)}</details>`;
    from = end;
  }
  return shown + html.slice(from);
}

const charactersMax = 1_048_576;

/** Blocks that may stand folded, outer ones first, in order. */
function wholeIn(block: Block): readonly Block[] {
  return block.blocks.flatMap((inner) => [...(inner.isWhole ? [inner] : []), ...wholeIn(inner)]);
}

type Places = {
  readonly length: number;
  /** Where what a block holds lies in the text. */
  readonly of: ReadonlyMap<Block, { readonly start: number; readonly end: number }>;
  /** How many characters between two places somebody wrote now, and how many are quoted. */
  written(start: number, end: number): number;
  quoted(start: number, end: number): number;
};

/** Finds the blocks again in the text by marks around what they hold; undefined when one of those is lost on the way. */
function placesOf(html: string, whole: readonly Block[]): Places | undefined {
  const bounds = whole.flatMap((block) => [block.inside, block.insideEnd]).sort((one, other) => one - other);
  let marked = "";
  let from = 0;
  for (const at of bounds) {
    marked += html.slice(from, at) + mark;
    from = at;
  }
  const { text, at } = withoutTheMarks(htmlToText(marked + html.slice(from)));
  if (at.length !== bounds.length) return undefined;
  // Two bounds at one place in the HTML hold nothing between them in the text either.
  const placeOf = new Map(bounds.map((bound, index) => [bound, at[index] ?? 0]));
  const of = new Map(
    whole.map((block) => [block, { start: placeOf.get(block.inside) ?? 0, end: placeOf.get(block.insideEnd) ?? 0 }]),
  );
  return { length: text.length, of, ...countsOf(text) };
}

const mark = marks.quoted.open;

/** The text as it would be without marks, and where each stood. Lines of marks alone were made by them. */
function withoutTheMarks(marked: string): { readonly text: string; readonly at: readonly number[] } {
  const at: number[] = [];
  let text = "";
  for (const line of marked.split("\n")) {
    const parts = line.split(mark);
    const bare = parts.join("");
    let reached = text.length;
    for (const part of parts.slice(0, -1)) {
      reached += part.length;
      at.push(reached);
    }
    if (parts.length === 1 || /[^>\s]/.test(bare)) text += `${bare}\n`;
    else for (let lost = at.length - parts.length + 1; lost < at.length; lost++) at[lost] = text.length;
  }
  return { text, at };
}

function countsOf(text: string): Pick<Places, "written" | "quoted"> {
  const written = new Int32Array(text.length + 1);
  const quoted = new Int32Array(text.length + 1);
  for (const { kind, start, end } of textRanges(text, { sent: [] })) {
    for (let at = start; at < end; at++) {
      const isSolid = text.charCodeAt(at) > 0x20 && text[at] !== ">" && text[at] !== "-";
      written[at + 1] = (written[at] ?? 0) + (isSolid && kind !== "quoted" ? 1 : 0);
      quoted[at + 1] = (quoted[at] ?? 0) + (isSolid && kind === "quoted" ? 1 : 0);
    }
  }
  const between = (counts: Int32Array) => (start: number, end: number) => (counts[end] ?? 0) - (counts[start] ?? 0);
  return { written: between(written), quoted: between(quoted) };
}

type Run = { readonly start: number; end: number };

/** Neighbours that are quoted from their beginning to their end, and what is quoted between them; else what is quoted inside. */
function runsIn(block: Block, places: Places): readonly Run[] {
  const runs: Run[] = [];
  let open: { readonly run: Run; reached: number } | undefined;
  for (const inner of block.blocks) {
    const place = places.of.get(inner);
    const isQuoted =
      place !== undefined && places.quoted(place.start, place.end) > 0 && places.written(place.start, place.end) === 0;
    if (!isQuoted) {
      runs.push(...runsIn(inner, places));
      continue;
    }
    if (open !== undefined && open.run === runs.at(-1) && places.written(open.reached, place.start) === 0) {
      open.run.end = inner.end;
      open.reached = place.end;
      continue;
    }
    open = { run: { start: inner.start, end: inner.end }, reached: place.end };
    runs.push(open.run);
  }
  return runs;
}
