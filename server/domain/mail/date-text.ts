const format = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** A moment of wall time as mail writes it: `Mon, 23 Nov 2026 10:18:00 +0000` (RFC 5322 §3.3). */
export function dateText(wall: number): string {
  const parts = new Map(format.formatToParts(wall).map(({ type, value }) => [type, value]));
  const [weekday, ...date] = (["weekday", "day", "month", "year"] as const).map((type) => parts.get(type));
  const time = (["hour", "minute", "second"] as const).map((type) => parts.get(type)).join(":");
  return `${weekday}, ${date.join(" ")} ${time} +0000`;
}
