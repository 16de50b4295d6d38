import type { DeliveryState } from "../interaction/interaction.ts";

/** The record of one outgoing mail: sealed bytes on their way to the next hop. wire.md 4.1, mail.md 11 */
export type Delivery = {
  readonly interaction: string;
  readonly state: DeliveryState;
  /** In state sending: `open` until the durable mark, then `committing`. */
  readonly stage: Stage | undefined;
  readonly messageId: string;
  /** Recipients that still need an attempt, and the address that the mail comes from; empty: the null sender. */
  readonly from: string;
  /** The envelope sender where it is another one: with a token that bounces come back with. */
  readonly returnPath?: string | undefined;
  readonly to: readonly string[];
  /** They are the group of this number: those put off beside a 250 are the next one, with the same bytes (mail.md 11.1). */
  readonly group: number;
  /** The next hop has it for somebody of an earlier group. */
  readonly isSent: boolean;
  /** The sealed bytes. */
  readonly sha256: string;
  readonly size: number;
  /** Wall times in milliseconds: when the bytes were fixed, and when it last came into the send queue. */
  readonly sealedAt: number;
  readonly queuedAt: number;
  /** Attempts that count for the schedule: temporary refusals of the message. */
  readonly refusals: number;
  /** Attempts started. */
  readonly attempts: number;
  /** Raised by every claim and take-over; a write with an older fence changes nothing. */
  readonly fence: number;
  /** Steady time in milliseconds of the next attempt; wall time for people beside it. */
  readonly nextAttempt: { readonly due: number; readonly shown: number } | undefined;
  /** The round of the centre's hold that it has heard of. */
  readonly holdRound: number;
};

export type Stage = "open" | "committing";

/** What became of one recipient, where not all fared alike. */
export type RecipientOutcome = {
  readonly address: string;
  readonly group: number;
  readonly state: "sent" | "retrying" | "failed";
  readonly code: number | undefined;
  readonly enhancedCode: string | undefined;
  readonly text: string;
};

/** One try, as the delivery resource shows it. */
export type Attempt = {
  readonly number: number;
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly host: string;
  readonly code: number | undefined;
  readonly enhancedCode: string | undefined;
  readonly text: string;
  readonly outcome: AttemptOutcome;
};

export type AttemptOutcome = "accepted" | "refused" | "deferred" | "broken" | "unknown";

type DeliveryTransition = {
  readonly from: readonly DeliveryState[];
  readonly stage?: Stage;
  readonly to: DeliveryState;
  readonly toStage?: Stage;
};

/** row: from which state and stage to which. The second table of architecture.md 4; mail.md 11.2 */
export const deliveryTransitions = {
  Claim: { from: ["waiting", "retrying"], to: "sending", toStage: "open" },
  MarkCommitting: { from: ["sending"], stage: "open", to: "sending", toStage: "committing" },
  WithdrawMark: { from: ["sending"], stage: "committing", to: "sending", toStage: "open" },
  Accepted: { from: ["sending"], stage: "committing", to: "sent" },
  AcceptedInPart: { from: ["sending"], stage: "committing", to: "retrying" },
  RefusedForGood: { from: ["sending"], to: "failed" },
  RefusedInPart: { from: ["sending"], to: "sent" },
  RefusedForNow: { from: ["sending"], to: "retrying" },
  LoseReply: { from: ["sending"], stage: "committing", to: "unknown" },
  LoseLease: { from: ["sending"], stage: "open", to: "waiting" },
  SettleLate: { from: ["waiting", "retrying", "failed", "unknown", "held", "cancelled"], to: "sent" },
  SettleClaimed: { from: ["sending"], stage: "open", to: "sent" },
  Hold: { from: ["waiting", "retrying"], to: "held" },
  Release: { from: ["held"], to: "waiting" },
  Cancel: { from: ["waiting", "retrying", "held"], to: "cancelled" },
  Resend: { from: ["failed", "unknown", "cancelled"], to: "waiting" },
  MarkSent: { from: ["unknown"], to: "sent" },
} as const satisfies Record<string, DeliveryTransition>;

/** The state as people read it: `sent` as soon as the next hop has it for one recipient, while the others are tried again. wire.md 4.1 */
export const shownState = ({ state, isSent }: Pick<Delivery, "state" | "isSent">): DeliveryState =>
  isSent && underWay.has(state) ? "sent" : state;

const underWay: ReadonlySet<DeliveryState> = new Set(["waiting", "sending", "retrying", "held"]);

export type DeliveryOperation = keyof typeof deliveryTransitions;

/** The delivery after the row, or undefined when its state or stage does not allow it. */
export function deliver(
  delivery: Delivery,
  row: DeliveryOperation,
  change: Partial<Delivery> = {},
): Delivery | undefined {
  const transition: DeliveryTransition = deliveryTransitions[row];
  if (!transition.from.includes(delivery.state)) return undefined;
  if (transition.stage !== undefined && transition.stage !== delivery.stage) return undefined;
  return { ...delivery, nextAttempt: undefined, ...change, state: transition.to, stage: transition.toStage };
}
