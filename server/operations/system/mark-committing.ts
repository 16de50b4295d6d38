import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import { isHeldBack, type OutgoingHold } from "../../domain/delivery/hold.ts";

/** What is to be said of a delivery: under which claim. */
export type Mark = {
  readonly interaction: string;
  readonly fence: number;
  readonly row: "MarkCommitting" | "WithdrawMark";
};

/**
 * The delivery whose final dot may leave, which must be durable before it does; or the one of which that is taken back, while it has not
 * left. Undefined when the claim (its fence) is not ours any more, and for a dot that would leave behind a Hold. mail.md 11.3 steps 3 and 4
 */
export function markedBy(
  { fence, row }: Mark,
  delivery: Delivery | undefined,
  hold: OutgoingHold,
): Delivery | undefined {
  if (delivery?.fence !== fence) return undefined;
  return row === "MarkCommitting" && isHeldBack(delivery, hold) ? undefined : deliver(delivery, row);
}
