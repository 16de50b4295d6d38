/** `2026-11-23 10:18:00.000+0000`, as dialect B writes it (wire.md 1.8). */
export const timeOf = (receivedDate: string | undefined): number =>
  Date.parse((receivedDate ?? "").replace(" ", "T").replace("+0000", "Z"));

/** `41 min`, as the reader writes it. */
export function ageText(sinceMs: number, locale: string): string {
  const minutes = Math.max(0, Math.floor(sinceMs / 60_000));
  const [value, unit] =
    minutes < 60
      ? ([minutes, "minute"] as const)
      : minutes < 2_880
        ? ([Math.floor(minutes / 60), "hour"] as const)
        : ([Math.floor(minutes / 1_440), "day"] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

/** `16:28`; nothing where nobody knows when. */
export const clockText = (at: number, locale: string): string =>
  Number.isNaN(at) ? "" : new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);

/** `16:28`, or on another day `Mo 08:00`. */
export function soonText(at: number, now: number, locale: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ weekday: "short" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}

export const dateText = (at: number, locale: string): string =>
  Number.isNaN(at) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);

/** `0:14`, `1:02:07` */
export function runningText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}

/** `1.2 kB`, as the reader writes it. */
export const bytesText = (bytes: number, locale: string): string =>
  new Intl.NumberFormat(locale, { notation: "compact", style: "unit", unit: "byte", unitDisplay: "narrow" }).format(
    bytes,
  );
