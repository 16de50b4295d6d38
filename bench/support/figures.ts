/** One figure of a benchmark, as it is printed: value and floor from the same run. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly postroom: number;
  /** What it is measured beside; absent where the peer is not installed. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** What the library below it does by itself, storing nothing: no program built on it can do more on one core. */
  readonly floor?: number;
  /** Least or greatest ratio to the peer, or least or greatest value. */
  readonly aim?: {
    readonly ratio?: number;
    readonly ratioAtMost?: number;
    readonly value?: number;
    readonly atMost?: number;
  };
  readonly rounds: number;
};

/** The middle of the values; of an even number the mean of the two in the middle. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("no values");
  return (low + high) / 2;
}

/** The median of all but the first, which found the programs cold. Throws when there are no others. */
export const warmMedian = (values: readonly number[]): number => median(values.slice(1));

/** One JSON line on stdout. scale.md 4 */
export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ figure: figure.name, ...figure, ratio: ratioOf(figure) })}\n`);
}

const columns = ["figure", "Postroom", "peer", "ratio", "aim", "library alone"];

const cellsOf = (figure: Figure): readonly string[] => [
  figure.name,
  `${rounded(figure.postroom)} ${figure.unit}`,
  figure.peer === undefined ? "–" : `${rounded(figure.peer.value)} (${figure.peer.name})`,
  ratioOf(figure)?.toFixed(2) ?? "–",
  aimOf(figure),
  floorOf(figure),
];

/** The value that so great a share of all does not exceed. Throws on none. */
export function quantile(values: readonly number[], share: number): number {
  const found = values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1];
  if (found === undefined) throw new Error("no values");
  return found;
}

/** All of them as a table in Markdown, with the rounds of each. */
export function markdownTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [...cellsOf(figure), String(figure.rounds)]);
  const all = [[...columns, "rounds"], [...columns, "rounds"].map(() => "---"), ...rows];
  return all.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** All of them for people. */
export function printTable(figures: readonly Figure[]): void {
  const all = [columns, ...figures.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all)
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`);
}

const ratioOf = ({ postroom, peer }: Figure): number | undefined =>
  peer === undefined ? undefined : Number((postroom / peer.value).toFixed(3));

function floorOf({ floor, peer, unit }: Figure): string {
  if (floor === undefined) return "–";
  const ratio = peer === undefined ? "" : ` = ${(floor / peer.value).toFixed(2)} ×`;
  return `${rounded(floor)} ${unit}${ratio}`;
}

function aimOf(figure: Figure): string {
  const { ratio, ratioAtMost, value, atMost } = figure.aim ?? {};
  if (atMost !== undefined) {
    return `≤ ${atMost} ${figure.unit}: ${figure.postroom <= atMost ? "reached" : "missed"}`;
  }
  if (value !== undefined) return `≥ ${value} ${figure.unit}: ${figure.postroom >= value ? "reached" : "missed"}`;
  const found = ratioOf(figure);
  if (ratioAtMost !== undefined && found !== undefined) {
    return `≤ ${ratioAtMost} ×: ${found <= ratioAtMost ? "reached" : "missed"}`;
  }
  if (ratio === undefined) return "";
  return found === undefined ? `≥ ${ratio} ×: no peer` : `≥ ${ratio} ×: ${found >= ratio ? "reached" : "missed"}`;
}

const rounded = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
