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
