import type { Clock } from "../ports/clock.ts";
import type { Intake } from "../ports/intake.ts";
import type { Pace } from "../ports/pace.ts";
import type { Wake } from "../ports/wake.ts";

/** Mails in one commit from which on many senders wait for it at the same time. */
const manyAtOnce = 10;
/** So long after such a commit the next one is expected. */
const quietMs = 200;

/** What takes mail in says how much it was; reading is woken as soon as it is quiet again. */
export type Taking = Intake & { took(mails: number): void };

export function createIntake({
  clock,
  pace,
  wake,
}: {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly wake: Wake;
}): Taking {
  let busyUntil = Number.NEGATIVE_INFINITY;
  let callOff = (): void => undefined;
  return {
    isBusy: () => clock.steady() < busyUntil,
    took(mails) {
      if (mails < manyAtOnce) return;
      busyUntil = clock.steady() + quietMs;
      callOff();
      // Only a hint: reading looks by itself, too.
      callOff = pace.after(quietMs, () => wake.loop("reader"));
    },
  };
}
