import type { Delivery, DeliveryOperation } from "./delivery.ts";

/** Something to do in the folder of sent mail: put a copy there, or look for a mail whose fate is unknown. mail.md 11.4 */
export type FilingKind = "copy" | "look";

const minuteMs = 60_000;
/** When the folder is looked into, counted from the lost reply. mail.md 11.4 */
const looksMs: readonly number[] = [minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs];
/** So long after it is due a mail waits to be looked for before it is sent again; a mail server that cannot be asked holds it up no longer. */
const heldForLookMs = 5 * minuteMs;
/** A copy that could not be made for so long is not tried any more. */
const copyTriesMs = 5 * 86_400_000;

/** When it is looked for next after `looks` looks; undefined: no more. All times are steady. */
export function nextLookAt(begun: number, looks: number): number | undefined {
  const afterMs = looksMs[looks];
  return afterMs === undefined ? undefined : begun + afterMs;
}

/** The first look at a mail that goes again by itself comes before its next attempt, which waits for it, but not for ever. */
export function lookBeforeResend(begun: number, nextAttempt: number): { readonly due: number; readonly until: number } {
  const due = Math.min(nextLookAt(begun, 0) ?? begun, nextAttempt);
  return { due, until: Math.max(nextAttempt, due) + heldForLookMs };
}

export const isCopyGivenUp = (begun: number, now: number): boolean => now - begun > copyTriesMs;

/**
 * The row by which a mail that is known to have arrived is settled; undefined: its present state does not allow it. `isSought`: we looked
 * for it because a reply was lost, or a reply names these bytes, so what waits to go again is settled too, also claimed, as long as it has not come to its mark.
 */
export function rowOfEvidence({ state }: Pick<Delivery, "state">, isSought: boolean): DeliveryOperation | undefined {
  if (state === "unknown") return "SettleLate";
  if (!isSought) return undefined;
  return state === "sending" ? "SettleClaimed" : "SettleLate";
}
