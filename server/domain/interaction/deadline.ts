import type { Deadline, Interaction, Moment } from "./interaction.ts";
import type { Operation } from "./lifecycle.ts";

/** How long states may last, in milliseconds, for the queue of the interaction. `overflowMs` is absent where nothing overflows. */
export type Timeouts = {
  readonly invitationMs: number;
  readonly handlingMs: number;
  readonly overflowMs?: number | undefined;
};

/**
 * When the state ends by itself, and by which row; undefined for states that last. The handling clock starts anew with every row
 * of the owner, the overflow clock with the arrival in the queue. wire.md 4.3; of what was put off, desktop.md 13
 */
export function deadlineOf(interaction: Interaction, now: Moment, timeouts: Timeouts): Deadline | undefined {
  switch (interaction.state) {
    case "Invited":
      return after(now, timeouts.invitationMs, "ExpireInvitation");
    case "Processing":
      return after(now, timeouts.handlingMs, "ExpireProcessing");
    case "Composing":
      return after(now, timeouts.handlingMs, "ExpireComposing");
    case "Queued": {
      if (timeouts.overflowMs === undefined) return undefined;
      const passedMs = now.steady - interaction.position.enqueuedAt;
      return after(now, Math.max(0, timeouts.overflowMs - passedMs), "Overflow");
    }
    case "InWorkbin": {
      const { snooze } = interaction;
      if (snooze === undefined || snooze.isDue) return undefined;
      return after(now, Math.max(0, snooze.until - now.wall), "Wake");
    }
    case "Sent":
    case "Completed":
    case "Canceled":
      return undefined;
  }
}

const after = (now: Moment, ms: number, row: Operation): Deadline => ({
  row,
  due: now.steady + ms,
  shown: now.wall + ms,
});
