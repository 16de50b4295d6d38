import type { Delivery } from "../../domain/delivery/delivery.ts";
import { defineOperation, done } from "../operation.ts";

/** Takes due deliveries for this process, oldest first: stage `open`, a new fence, one more attempt. mail.md 11.3 step 1 */
export const claimDeliveries = defineOperation<{ readonly owner: string; readonly limit: number }, readonly Delivery[]>(
  "ClaimDeliveries",
  "System",
  async ({ tx, input }) => done(await tx.deliveries.claimDue({ ...input, now: tx.now.steady })),
);
