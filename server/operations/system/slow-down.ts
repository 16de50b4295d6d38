import { slowed } from "../../domain/delivery/quota.ts";
import { defineOperation, done } from "../operation.ts";

/** The next hop says that the account is too fast: its quota is lowered for a while, where it has one. mail.md 11.5 */
export const slowDown = defineOperation<{ readonly account: string }, undefined>(
  "SlowDown",
  "System",
  async ({ tx, input: { account } }) => {
    const { sendQuota = [] } = await tx.centre.settings();
    if (sendQuota.length === 0) return done(undefined);
    const state = await tx.deliveries.lockQuota(account);
    await tx.deliveries.saveQuota(account, slowed(state, tx.now.steady));
    return done(undefined);
  },
);
