import type { Delivery } from "./delivery.ts";

/** An attempt whose outcome is to be written: under which claim, of which sealed mail, and how it ended. */
export type Attempted = {
  readonly fence: number;
  /** A late reply says nothing of a mail that was sealed later. */
  readonly messageId: string;
  readonly row: "Accepted" | "AcceptedInPart" | "RefusedForGood" | "RefusedForNow" | "LoseReply" | "LoseLease";
};

/**
 * The row by which an outcome is written; undefined when it says nothing any more. A late 250 settles these bytes wherever they wait for
 * another attempt, also one that was claimed and has not come to its mark. What the next hop has taken for somebody before (`wasAccepted`)
 * is not refused as a whole. mail.md 11.3 steps 5 and 6
 */
export function rowOfOutcome(
  delivery: Delivery,
  { fence, messageId, row }: Attempted,
  wasAccepted: boolean,
): Attempted["row"] | "RefusedInPart" | "SettleLate" | "SettleClaimed" | undefined {
  if (delivery.fence === fence) return row === "RefusedForGood" && wasAccepted ? "RefusedInPart" : row;
  if (row !== "Accepted" || messageId !== delivery.messageId) return undefined;
  return delivery.state === "sending" ? "SettleClaimed" : "SettleLate";
}
