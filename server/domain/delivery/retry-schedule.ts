/**
 * Milliseconds until the next attempt after `refusals` temporary refusals of the message, 0–10 % later to spread them; undefined when
 * the schedule is over. `delaysMs` is the setting `sendRetry`; `fraction` is from 0 to 1. mail.md 11.5
 */
export function retryDelayMs(delaysMs: readonly number[], refusals: number, fraction: number): number | undefined {
  const delayMs = delaysMs[refusals - 1];
  return delayMs === undefined ? undefined : Math.round(delayMs * (1 + fraction / 10));
}

/** The settings `sendBackOffMin` and `sendBackOffMax`. */
export type BackOff = { readonly minMs: number; readonly maxMs: number };

const usualBackOff: BackOff = { minMs: 5_000, maxMs: 60_000 };

/** How long a destination is left alone after `failures` failures of the hop in a row: 5 s doubling to 60 s. mail.md 11.5 */
export const hopBackOffMs = (failures: number, { minMs, maxMs }: BackOff = usualBackOff): number =>
  Math.min(maxMs, minMs * 2 ** Math.min(30, Math.max(0, failures - 1)));

/** The account is refused: its destination stops, and is looked at once an hour in case the provider was wrong. mail.md 11.5 */
export const accountPauseMs = 3_600_000;
