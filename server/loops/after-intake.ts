import type { Clock } from "../ports/clock.ts";
import type { Intake } from "../ports/intake.ts";

/**
 * So long reading steps aside at a time; then a batch is read whatever comes in, so that nobody's mail waits for the end of a flood: turns
 * among senders bring it into the next batch, well within the ten seconds of P16.
 */
const asideMsMax = 2_000;

/**
 * Reading steps aside while mail comes in from many at once: senders wait for their 250, and nobody waits for a batch of hundreds to be
 * read. What came in is durable and shown all the same. mail.md 2.2, reliability.md P16
 */
export function afterIntake(
  { intake, clock }: { readonly intake: Intake; readonly clock: Clock },
  read: () => Promise<boolean>,
): () => Promise<boolean> {
  let since: number | undefined;
  return async () => {
    const now = clock.steady();
    if (intake.isBusy() && now - (since ?? now) < asideMsMax) {
      since ??= now;
      return false;
    }
    since = undefined;
    return read();
  };
}
