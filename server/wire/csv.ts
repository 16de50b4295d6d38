import type { Answer } from "./entry.ts";

/** A line of a table that spreadsheets read. RFC 4180 */
export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;

/** Behind it spreadsheets read UTF-8. */
export const csvBegin = "\ufeff";

function csvCell(cell: string | number | null | undefined): string {
  if (typeof cell !== "string") return cell === undefined || cell === null ? "" : String(cell);
  // Spreadsheets would take it for a formula, and what strangers write as a subject must not be one (CWE-1236).
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table to save under that name. */
export const csvAnswer = (name: string, parts: AsyncIterable<string> | Iterable<string>): Answer => ({
  ...{ status: 200, headers: {} },
  text: { name: `${name}.csv`, mime: "text/csv; charset=utf-8", parts },
});
