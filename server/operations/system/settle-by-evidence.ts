import { deliver } from "../../domain/delivery/delivery.ts";
import { rowOfEvidence } from "../../domain/delivery/sent-folder.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { tellDelivery } from "./tell-delivery.ts";

/**
 * Somebody names a mail whose fate is unknown, who can only have its Message-ID or token from the mail itself: the next hop had it, so it is
 * sent, before any person is asked. Changes nothing in any other state, but where it is known to be about the very bytes that wait
 * to go again (`isSought`: they were looked for, or a reply names them). Value: the interaction as it is now. mail.md 11.4
 */
export async function settleByEvidence(
  tx: Transaction,
  outbound: Interaction,
  evidence: string,
  { isSought = false }: { readonly isSought?: boolean } = {},
): Promise<Interaction> {
  const delivery = await tx.deliveries.lock(outbound.id);
  const row = delivery === undefined ? undefined : rowOfEvidence(delivery, isSought);
  const sent = delivery === undefined || row === undefined ? undefined : deliver(delivery, row);
  if (delivery === undefined || sent === undefined || !(await tx.deliveries.save(sent))) return outbound;
  const text = evidence.slice(0, textMax);
  // An attempt that was claimed meanwhile has not come to its mark: the one before it was taken.
  const number = row === "SettleClaimed" ? delivery.attempts - 1 : delivery.attempts;
  const known = { number, at: tx.now.wall, host: "", code: undefined, enhancedCode: undefined };
  await tx.deliveries.addAttempts([{ interaction: outbound.id, attempt: { ...known, text, outcome: "accepted" } }]);
  await tellDelivery(tx, outbound, sent, { row: "SettleLate", error: undefined, note: text });
  return (await tx.interactions.lock(outbound.id)) ?? outbound;
}

const textMax = 500;
