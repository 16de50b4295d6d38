import type { DeliveryState } from "../interaction/interaction.ts";
import { type Delivery, deliver } from "./delivery.ts";

/** Whether a supervisor holds all outgoing mail. Every Hold and Release of all begins a round. wire.md 12 */
export type OutgoingHold = {
  readonly isHeld: boolean;
  readonly round: number;
  /** Who said so, and why. */
  readonly note: string | undefined;
};

/** A delivery that comes into the send queue now: held at once while all outgoing mail is held. */
export function underHold(delivery: Delivery, hold: OutgoingHold): Delivery {
  const informed = { ...delivery, holdRound: hold.round };
  return hold.isHeld ? (deliver(informed, "Hold") ?? informed) : informed;
}

/** The row by which a delivery follows the present round; undefined when it has heard of it, or is in no state that it concerns. */
export function rowOfRound(delivery: Delivery, hold: OutgoingHold): "Hold" | "Release" | undefined {
  const row = hold.isHeld ? "Hold" : "Release";
  return delivery.holdRound < hold.round && concerned[row].includes(delivery.state) ? row : undefined;
}

/** Whether all outgoing mail is held and nobody has released this one: its final dot may not leave. wire.md 12 */
export const isHeldBack = ({ holdRound }: Pick<Delivery, "holdRound">, { isHeld, round }: OutgoingHold): boolean =>
  isHeld && holdRound < round;

const concerned: Readonly<Record<"Hold" | "Release", readonly DeliveryState[]>> = {
  Hold: ["waiting", "retrying"],
  Release: ["held"],
};
