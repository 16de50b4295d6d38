import type { Attempt, Delivery } from "./delivery.ts";

type Tried = Pick<Delivery, "state" | "sealedAt" | "attempts">;

/**
 * Whether somebody may get these bytes twice: the reply to one attempt was lost, and another was begun or waits for its turn. Attempts of
 * bytes that were sealed anew say nothing. mail.md 11.4
 */
export function isPossibleDuplicate(
  { state, sealedAt, attempts: begun }: Tried,
  attempts: readonly Attempt[],
): boolean {
  const lost = attempts.find(({ outcome, at }) => outcome === "unknown" && at >= sealedAt);
  return lost !== undefined && (lost.number < begun || goesAgain.has(state));
}

const goesAgain: ReadonlySet<Delivery["state"]> = new Set(["waiting", "retrying", "held"]);
