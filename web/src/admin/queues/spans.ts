/** Units in which a span of time is typed, in seconds. */
export const units = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
export type Unit = keyof typeof units;
export const unitNames: readonly Unit[] = ["second", "minute", "hour", "day"];

/** A span as it is typed; an empty amount is none. */
export type Span = { readonly amount: string; readonly unit: Unit };

/** In the largest unit of which it is a whole number. */
export function spanOf(seconds: number | undefined, otherwise: Unit): Span {
  if (seconds === undefined) return { amount: "", unit: otherwise };
  const unit = unitNames.toReversed().find((one) => seconds % units[one] === 0) ?? "second";
  return { amount: String(seconds / units[unit]), unit };
}

/** In seconds; what is no number goes as it was typed, and is refused. */
export function secondsOf({ amount, unit }: Span): number | string {
  const typed = amount.trim().replace(",", ".");
  const seconds = Number(typed) * units[unit];
  return typed === "" || !Number.isFinite(seconds) ? amount : seconds;
}

/** `4 hr`, as the reader writes it. */
export function spanText(seconds: number, locale: string): string {
  const { amount, unit } = spanOf(seconds, "second");
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(Number(amount));
}
