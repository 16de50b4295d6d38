import type { Delivery } from "../../domain/delivery/delivery.ts";
import type { OutgoingHold } from "../../domain/delivery/hold.ts";
import { type QuotaState, roomIn, spent } from "../../domain/delivery/quota.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Who claims, at most how many, through which account of the next hop. */
export type Claim = { readonly owner: string; readonly limit: number; readonly account?: string };

/**
 * Takes due deliveries for this process, oldest first: stage `open`, a new fence, one more attempt. Never more than the account's quota has
 * room for; what does not fit waits. mail.md 11.3 step 1, 11.5
 */
export async function claimDeliveries(
  tx: Transaction,
  { owner, limit, account = "", hold }: Claim & { readonly hold: OutgoingHold },
): Promise<readonly Delivery[]> {
  const now = tx.now.steady;
  const { sendQuota = [] } = await tx.centre.settings();
  if (sendQuota.length === 0) return tx.deliveries.claimDue({ owner, limit, now, hold });
  const state = await tx.deliveries.lockQuota(account);
  const { messages = limit, recipients } = roomIn(state, sendQuota, now);
  if (messages === 0 || recipients === 0) return [];
  const claimed = await tx.deliveries.claimDue({
    ...{ owner, now, hold, limit: Math.min(limit, messages) },
    // A mail may have more recipients than the whole quota: it goes when nothing else counts.
    ...(recipients === undefined
      ? {}
      : {
          recipients: { max: recipients, evenFirst: recipients === roomIn(unused(state), sendQuota, now).recipients },
        }),
  });
  if (claimed.length > 0) {
    const sum = claimed.reduce((count, { to }) => count + to.length, 0);
    const after = spent(state, sendQuota, { now, messages: claimed.length, recipients: sum });
    await tx.deliveries.saveQuota(account, after);
  }
  return claimed;
}

const unused = (state: QuotaState): QuotaState => ({ ...state, used: {} });
