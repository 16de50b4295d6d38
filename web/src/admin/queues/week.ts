import type { ConfigQueuesAnswer } from "@postroom/contract";

export type Hours = NonNullable<ConfigQueuesAnswer["queues"][number]["hours"]>;
export const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof days)[number];
type WorkSpan = Hours[Day][number];

/** `08:00-12:00, 13:00-17:30` */
export const spansText = (spans: readonly WorkSpan[]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join(", ");

/** The spans of a day as they are typed; what is none goes as it was typed, and is refused. */
export function spansIn(text: string): readonly WorkSpan[] {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.map((part) => {
    const [from = "", to = ""] = part.split(/\s*[-–—]\s*/);
    return { from: timeIn(from), to: timeIn(to) };
  });
}

/** `8` and `8:30` are times, too. */
function timeIn(text: string): string {
  const [, hour, minute = "00"] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, "0")}:${minute}`;
}

/** A Monday: its week gives the names of days. */
const mondayMs = Date.UTC(2026, 10, 23);
const dayMs = 86_400_000;

export const dayName = (day: Day, locale: string, weekday: "long" | "short"): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(mondayMs + days.indexOf(day) * dayMs);

/** Days that follow each other with the same spans are told of together; days without any are not. */
export function weekLines(hours: Hours, locale: string): readonly string[] {
  const runs: { readonly first: Day; last: Day; readonly text: string }[] = [];
  for (const day of days) {
    const text = spansText(hours[day]).replaceAll("-", "–");
    const before = runs.at(-1);
    if (before?.text === text) before.last = day;
    else runs.push({ first: day, last: day, text });
  }
  return runs.flatMap(({ first, last, text }) => {
    const name = dayName(first, locale, "short");
    return text === "" ? [] : [`${first === last ? name : `${name}–${dayName(last, locale, "short")}`} ${text}`];
  });
}
