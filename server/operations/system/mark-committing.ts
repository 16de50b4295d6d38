import { deliver } from "../../domain/delivery/delivery.ts";
import { defineOperation, done } from "../operation.ts";

/**
 * Makes durable, before the final dot leaves, that it may leave; or takes that back while it has not. Value: whether the claim (its
 * fence) is still ours. mail.md 11.3 steps 3 and 4
 */
export const markCommitting = defineOperation<
  { readonly fence: number; readonly row: "MarkCommitting" | "WithdrawMark" },
  boolean
>("MarkCommitting", "System", async ({ tx, target, input }) => {
  const delivery = await tx.deliveries.lock(target);
  if (delivery === undefined || delivery.fence !== input.fence) return done(false);
  const marked = deliver(delivery, input.row);
  return done(marked !== undefined && (await tx.deliveries.save(marked)));
});
