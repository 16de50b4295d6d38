import { type Interval, intervalBegin } from "./intervals.ts";
import type { Cell } from "./mail-reports.ts";
import type { Cutting } from "./table.ts";

/** One use of a standard response; queue, user and response by id, and what the response is, or was, called. */
export type ResponseUse = {
  readonly response: string;
  readonly name: string;
  readonly language: string;
  readonly interaction: string;
  readonly queue: string;
  readonly user: string;
  /** Wall milliseconds. */
  readonly at: number;
};

export const responseReport = {
  base: "standard responses used in the interval, and for how many e-mails",
  columns: ["used", "emails"],
} as const;

type ResponseRow = Omit<ResponseUse, "at" | "interaction"> & {
  readonly interval: number | undefined;
  readonly counted: Readonly<Record<string, Cell>>;
};

/** How often each was used by each agent in each queue, the most used first in each interval. desktop.md 7 */
export function responseTable(
  uses: readonly ResponseUse[],
  { interval, timeZone }: Cutting,
): { readonly rows: readonly ResponseRow[]; readonly totals: Readonly<Record<string, Cell>> } {
  const groups = Map.groupBy(
    uses.map((use) => ({ use, begin: beginOf(use, interval, timeZone) })),
    ({ use, begin }) => [begin ?? "", use.response, use.queue, use.user].join(" "),
  );
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { at: _, interaction: __, ...of } = first.use;
    return [{ ...of, interval: first.begin, counted: counted(group.map(({ use }) => use)) }];
  });
  const sorted = rows.toSorted(
    (a, b) =>
      (a.interval ?? 0) - (b.interval ?? 0) ||
      b.counted.used - a.counted.used ||
      a.name.localeCompare(b.name, "en") ||
      a.user.localeCompare(b.user, "en"),
  );
  return { rows: sorted, totals: counted(uses) };
}

const beginOf = ({ at }: ResponseUse, interval: Interval | undefined, timeZone: string): number | undefined =>
  interval === undefined ? undefined : intervalBegin(at, interval, timeZone);

const counted = (uses: readonly ResponseUse[]) => ({
  used: uses.length,
  emails: new Set(uses.map(({ interaction }) => interaction)).size,
});
