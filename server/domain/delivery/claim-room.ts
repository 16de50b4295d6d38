/** What the sender of one destination has in hand. */
export type SenderLoad = {
  readonly connectionsMax: number;
  /** Attempts that need a connection. */
  readonly connected: number;
  /** Attempts whose outcomes are not written yet, those with a connection among them. */
  readonly underWay: number;
  /** Claimed, and waiting for a connection. */
  readonly ahead: number;
  /** Failures of the hop in a row. */
  readonly failures: number;
  /** The last attempt was over within `aheadMs`, and that long ago at most. */
  readonly isQuick: boolean;
};

/** So long at most a claimed mail waits for a connection: what a slow hop keeps waiting can still be held and cancelled. */
export const aheadMs = 1_000;

/** Until when, in steady time, a hop passes for quick behind an attempt that took so long and ended now. */
export const quickUntil = (tookMs: number, now: number): number => (tookMs <= aheadMs ? now + aheadMs : 0);

/**
 * How many deliveries may be claimed now; none when it is not above 0. A quick hop has its next mails at hand when a connection becomes
 * free: it need not wait for the commit of their claim. mail.md 11.3 step 1, 11.5
 */
export function claimRoom({ connectionsMax, connected, underWay, ahead, failures, isQuick }: SenderLoad): number {
  // After a failure one attempt probes the hop alone.
  if (failures > 0) return 1 - underWay - ahead;
  const aheadMax = isQuick ? connectionsMax : 0;
  // While outcomes cannot be written, not ever more.
  return Math.min(connectionsMax - connected, 2 * connectionsMax - underWay) + aheadMax - ahead;
}

/** How many of those claimed may begin now. */
export const startRoom = ({ connectionsMax, connected, underWay, failures }: SenderLoad): number =>
  failures > 0 ? 1 - underWay : connectionsMax - connected;
