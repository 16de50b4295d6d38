import type { Say } from "../i18n/words.ts";
import { type Level, levelsIn } from "./levels.ts";
import type { GridAgent } from "./pending-levels.ts";

/** A cell, from 0. */
export type Place = { readonly row: number; readonly column: number };

type Size = { readonly rows: number; readonly columns: number };

/** Where a key leads; undefined for one that does not move. Right and left are where they are seen. */
export function moved({ row, column }: Place, key: string, { rows, columns }: Size): Place | undefined {
  const onwards = document.documentElement.dir === "rtl" ? -1 : 1;
  const inside = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
  switch (key) {
    case "ArrowDown":
    case "Enter":
      return { row: inside(row + 1, rows), column };
    case "ArrowUp":
      return { row: inside(row - 1, rows), column };
    case "ArrowRight":
      return { row, column: inside(column + onwards, columns) };
    case "ArrowLeft":
      return { row, column: inside(column - onwards, columns) };
    case "Home":
      return { row, column: 0 };
    case "End":
      return { row, column: columns - 1 };
    default:
      return undefined;
  }
}

type Grid = { readonly skills: readonly string[]; readonly agents: readonly GridAgent[] };
type Cell = Place & { readonly level: Level };

/** A copied block as cells from a place on; or why it cannot stand there: then nothing of it is taken. */
export function blockAt(
  text: string,
  from: Place,
  { skills, agents }: Grid,
  say: Say,
): readonly Cell[] | { readonly words: string } {
  const block = levelsIn(text);
  if ("wrong" in block) return { words: say("skills.noLevel", { text: block.wrong.slice(0, 40) }) };
  const cells = block.rows.flatMap((levels, row) =>
    levels.map((level, column) => ({ row: from.row + row, column: from.column + column, level })),
  );
  const isOutside = cells.some(({ row, column }) => row >= agents.length || column >= skills.length);
  if (isOutside) return { words: say("skills.tooLarge") };
  const owned = agents.slice(from.row, from.row + block.rows.length).find(({ readOnly }) => readOnly);
  return owned === undefined ? cells : { words: say("skills.ofFile", { name: owned.userName }) };
}
