import { useLocale, useSay } from "../desktop/desk.ts";
import { ageText } from "../desktop/times.ts";
import type { Shown } from "./use-board.ts";

const staleMs = 6_000;

type Age = {
  readonly shown: Shown;
  readonly now: number;
  /** The server's clock minus ours. */
  readonly offset: number;
};

/** When the numbers were told, by the server's clock. */
export function AsOf({ shown, now, offset }: Age) {
  const say = useSay();
  const locale = useLocale();
  const age = Math.max(0, now - shown.at);
  const isStale = age > staleMs;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(shown.at + offset);
  return (
    <p className="as-of" data-stale={isStale} role={isStale ? "alert" : undefined}>
      {isStale ? say("wallboard.stale", { time: ageText(age, locale), clock }) : say("wallboard.asOf", { clock })}
    </p>
  );
}
