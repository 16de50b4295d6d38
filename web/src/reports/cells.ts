import type { ReportAnswer } from "@postroom/contract";

export type Row = ReportAnswer["rows"][number];
export type Cell = Row[string];

/** What stands in a column, by its name; it decides how it is written. */
type Kind = "words" | "count" | "percent" | "duration" | "moment" | "interval";

const kinds: Readonly<Record<string, Kind>> = {
  interval: "interval",
  percent: "percent",
  from: "moment",
  to: "moment",
};

/** Of a list of e-mails `from` is who wrote. */
export function kindOf(column: string, report: string): Kind {
  if (report === "interactions" && column === "from") return "words";
  const known = kinds[column];
  if (known !== undefined) return known;
  if (column.endsWith("At")) return "moment";
  return /seconds$/i.test(column) ? "duration" : "words";
}

/** Right for a reader of that language; nothing for what is not there. */
export function cellText(value: Cell | undefined, kind: Kind, given: { locale: string; interval: string }): string {
  if (value === null || value === undefined || value === "") return "";
  const { locale } = given;
  if (kind === "interval") return intervalText(String(value), given);
  if (kind === "moment") {
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
      Date.parse(String(value)),
    );
  }
  if (typeof value === "string") return value;
  if (kind === "duration") return durationText(value, locale);
  if (kind === "percent") {
    return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value / 100);
  }
  return new Intl.NumberFormat(locale).format(value);
}

/** Its beginning, as precisely as it is meant. */
function intervalText(begin: string, { locale, interval }: { locale: string; interval: string }): string {
  const at = Date.parse(begin);
  const format =
    interval === "month"
      ? ({ month: "long", year: "numeric" } as const)
      : interval === "hour"
        ? ({ dateStyle: "medium", timeStyle: "short" } as const)
        : ({ weekday: "short", day: "numeric", month: "short", year: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, format).format(at);
}

/** Two units at most: `2 d 3 h`, `14 min`, `40 s`, as the reader writes them. */
export function durationText(seconds: number, locale: string): string {
  const parts = [
    ["day", Math.floor(seconds / 86_400)],
    ["hour", Math.floor(seconds / 3_600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", Math.floor(seconds) % 60],
  ] as const;
  const first = parts.findIndex(([, value]) => value > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, value]) => value > 0);
  return shown
    .map(([unit, value]) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" }).format(value))
    .join(" ");
}
