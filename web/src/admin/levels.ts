/** A level of a skill; null: the agent has not the skill. */
export type Level = number | null;

const levelMax = 10;

/** Whoever types 1 and then, within this time, 0 means ten. */
const tenMs = 1_500;

/** What was typed into a cell last. */
export type Typed = { readonly cell: string; readonly digit: string; readonly at: number };

/** The level that a digit makes of a cell. */
export function levelTyped({ cell, digit, at }: Typed, before: Typed | undefined): number {
  const isTen = digit === "0" && before?.digit === "1" && before.cell === cell && at - before.at <= tenMs;
  return isTen ? levelMax : Number(digit);
}

/** Rows of levels as a spreadsheet copies them, or the text that is no level. Whatever is empty, or a dash, is none. */
export function levelsIn(text: string): { readonly rows: readonly (readonly Level[])[] } | { readonly wrong: string } {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const rows: Level[][] = [];
  for (const line of lines) {
    const row: Level[] = [];
    for (const field of line.split("\t").map((one) => one.trim())) {
      const level = levelIn(field);
      if (level === undefined) return { wrong: field };
      row.push(level);
    }
    rows.push(row);
  }
  return { rows };
}

function levelIn(text: string): Level | undefined {
  if (/^[-–—]?$/.test(text)) return null;
  return /^\d{1,2}$/.test(text) && Number(text) <= levelMax ? Number(text) : undefined;
}
