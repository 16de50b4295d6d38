import { givenBack } from "../../domain/delivery/quota.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Outcome } from "./record-delivery.ts";

/** A mail that was counted and never reached the next hop. `at`: steady time. */
export type Unsent = { readonly account: string; readonly at: number; readonly recipients: number };

/**
 * What was claimed and never reached the next hop used up nothing of its account's quota: else the probes of an outage would take the day's
 * share of the mails that wait for its end. mail.md 11.5
 */
export async function giveBackQuota(tx: Transaction, unsent: readonly Unsent[]): Promise<void> {
  if (unsent.length === 0) return;
  const { sendQuota = [] } = await tx.centre.settings();
  if (sendQuota.length === 0) return;
  for (const [account, ofAccount] of Map.groupBy(unsent, (one) => one.account)) {
    const state = await tx.deliveries.lockQuota(account);
    const after = ofAccount.reduce((left, claimed) => givenBack(left, sendQuota, { ...claimed, messages: 1 }), state);
    await tx.deliveries.saveQuota(account, after);
  }
}

/** An attempt whose mail the next hop cannot have. */
export function unsentBy({ result: { begun, row, attempt }, delivery }: Outcome): readonly Unsent[] {
  const isUnsent = row === "LoseLease" || attempt?.outcome === "broken";
  return begun === undefined || !isUnsent ? [] : [{ ...begun, recipients: delivery.to.length }];
}
