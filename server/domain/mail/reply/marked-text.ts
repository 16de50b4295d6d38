import { marks, withoutMarks } from "./html-marks.ts";
import type { RangeKind } from "./text-lines.ts";

export type MarkedText = {
  /** As it is stored. */
  readonly text: string;
  readonly marked: readonly MarkedRange[];
};

export type MarkedRange = {
  readonly kind: RangeKind;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
};

/** The text made of marked HTML without its marks, and the lines that they stood around, in order. Lines of marks alone are left out. */
export function readMarkedText(withMarks: string): MarkedText {
  const depth: Depth = { quoted: 0, signature: 0 };
  const marked: MarkedRange[] = [];
  const kept: string[] = [];
  let start = 0;
  for (const line of withMarks.split("\n")) {
    const kind = kindOfLine(line, depth);
    const bare = withoutMarks(line);
    if (bare !== line && /^[>\s]*$/.test(bare)) continue;
    kept.push(bare);
    if (kind !== "new") marked.push({ kind, start, end: start + bare.length, rule: "markup" });
    start += bare.length + 1;
  }
  return { text: kept.join("\n"), marked };
}

/**
 * The same ranges in the text made of the HTML without marks: marks take room of their own, so the layout may differ, but not what is
 * written. None where it does.
 */
export function rangesIn(text: string, { text: read, marked }: MarkedText): readonly MarkedRange[] {
  const counted = countedIn(read, marked);
  const found: MarkedRange[] = [];
  let next = 0;
  let start = 0;
  let solid = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isSolid(text.charCodeAt(at))) continue;
    const range = counted.ranges[next];
    if (range?.from === solid) start = at;
    solid++;
    if (range?.to !== solid) continue;
    found.push({ kind: range.kind, rule: range.rule, start, end: at + 1 });
    next++;
  }
  return solid === counted.total ? found : [];
}

/** Of which solid character to which each range goes; those without one are left out. */
function countedIn(text: string, marked: readonly MarkedRange[]) {
  const ranges: { kind: RangeKind; rule: string; from: number; to: number }[] = [];
  let solid = 0;
  let at = 0;
  const countTo = (end: number) => {
    for (; at < end; at++) if (isSolid(text.charCodeAt(at))) solid++;
    return solid;
  };
  for (const { kind, rule, start, end } of marked) {
    const [from, to] = [countTo(start), countTo(end)];
    if (from < to) ranges.push({ kind, rule, from, to });
  }
  return { ranges, total: countTo(text.length) };
}

/** No layout adds it: blanks, the `>` and the dashes of a drawn line come with layout. */
const isSolid = (code: number): boolean => code > 0x20 && code !== 0x3e && code !== 0x2d;

type Depth = { quoted: number; signature: number };

const steps: ReadonlyMap<string, { readonly kind: keyof Depth; readonly step: 1 | -1 }> = new Map([
  [marks.quoted.open, { kind: "quoted", step: 1 }],
  [marks.quoted.close, { kind: "quoted", step: -1 }],
  [marks.signature.open, { kind: "signature", step: 1 }],
  [marks.signature.close, { kind: "signature", step: -1 }],
]);

/** What holds where the line's words begin; takes the line's marks into account for the next line. */
function kindOfLine(line: string, depth: Depth): RangeKind {
  let kind: RangeKind | undefined;
  for (const character of line) {
    const found = steps.get(character);
    if (found !== undefined) depth[found.kind] = Math.max(0, depth[found.kind] + found.step);
    else if (kind === undefined && !/[>\s]/.test(character)) kind = kindAt(depth);
  }
  return kind ?? kindAt(depth);
}

function kindAt(depth: Depth): RangeKind {
  if (depth.quoted > 0) return "quoted";
  return depth.signature > 0 ? "signature" : "new";
}
