import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";

/** What is to be said of a delivery: under which claim. */
export type Mark = {
  readonly interaction: string;
  readonly fence: number;
  readonly row: "MarkCommitting" | "WithdrawMark";
};

/**
 * The delivery whose final dot may leave, which must be durable before it does; or the one of which that is taken back, while it has not
 * left. Undefined when the claim (its fence) is not ours any more. mail.md 11.3 steps 3 and 4
 */
export const markedBy = ({ fence, row }: Mark, delivery: Delivery | undefined): Delivery | undefined =>
  delivery?.fence === fence ? deliver(delivery, row) : undefined;
