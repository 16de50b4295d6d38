import { useLocale, useSay } from "../desktop/desk.ts";
import { ageText } from "../desktop/times.ts";

type Age = {
  /** When it was told, by this device's clock. */
  readonly at: number;
  readonly now: number;
  /** The server's clock minus ours. */
  readonly offset: number;
  /** So old it says that it is. */
  readonly staleMs?: number;
};

/** When the numbers were told, by the server's clock. */
export function AsOf({ at, now, offset, staleMs = 6_000 }: Age) {
  const say = useSay();
  const locale = useLocale();
  const age = Math.max(0, now - at);
  const isStale = age > staleMs;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(at + offset);
  return (
    <p className="as-of" data-stale={isStale} role={isStale ? "alert" : undefined}>
      {isStale ? say("wallboard.stale", { time: ageText(age, locale), clock }) : say("wallboard.asOf", { clock })}
    </p>
  );
}
