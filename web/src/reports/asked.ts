import type { Key } from "../i18n/words.ts";

export type ReportName =
  | ("volume" | "age" | "response" | "handling" | "sla")
  | ("transfers" | "dispositions" | "responses" | "agents" | "readiness" | "interactions");

type Report = {
  readonly name: ReportName;
  readonly shown: string | undefined;
  /** What is asked of the others and has no meaning here. */
  readonly without?: readonly string[];
};

/** Whether a report takes that into account. */
export const takes = (name: ReportName, key: string): boolean =>
  reports.find((one) => one.name === name)?.without?.includes(key) !== true;

/** Reports in the order of their links; `shown`: the column that is drawn. desktop.md 7 */
export const reports: readonly Report[] = [
  { name: "volume", shown: "received" },
  { name: "age", shown: "medianSeconds" },
  { name: "response", shown: "medianSeconds" },
  { name: "handling", shown: "medianSeconds" },
  { name: "sla", shown: "percent" },
  { name: "transfers", shown: "percent" },
  { name: "dispositions", shown: "done" },
  { name: "responses", shown: "used" },
  { name: "agents", shown: "accepted" },
  { name: "readiness", shown: "seconds", without: ["queue", "interval"] },
  { name: "interactions", shown: undefined, without: ["interval"] },
];

export const intervals = ["hour", "day", "week", "month"] as const satisfies readonly (keyof typeof intervalKeys)[];
export const intervalKeys = {
  hour: "reports.hour",
  day: "reports.day",
  week: "reports.week",
  month: "reports.month",
} as const satisfies Readonly<Record<string, Key>>;

const defaultDays = 6;

/** Days that are asked for where the URL names none: a week that ends today, by the reader's own calendar. */
export function daysOf(search: URLSearchParams, now: number): { readonly from: string; readonly to: string } {
  const to = dayIn(search.get("to")) ?? dayText(new Date(now));
  return { from: dayIn(search.get("from")) ?? dayText(dayAfter(to, -defaultDays)), to };
}

/** What the server is asked: days of the reader's own, the last one to its end. */
export function queryOf(
  name: ReportName,
  search: URLSearchParams,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): URLSearchParams {
  const { from, to } = daysOf(search, now);
  const query = new URLSearchParams({ from: dayAfter(from, 0).toISOString(), to: dayAfter(to, 1).toISOString() });
  for (const key of ["queue", "agent", "interval"]) {
    const value = search.get(key) ?? "";
    if (value !== "" && takes(name, key)) query.set(key, value);
  }
  query.set("timeZone", timeZone);
  return query;
}

const dayIn = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

/** Midnight so many days later, by the reader's clocks. */
function dayAfter(day: string, days: number): Date {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + days);
  return at;
}

const two = (value: number): string => String(value).padStart(2, "0");
const dayText = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
