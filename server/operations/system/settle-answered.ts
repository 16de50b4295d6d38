import { addressKey } from "../../domain/mail/address.ts";
import { isSameMessageId } from "../../domain/mail/message-id.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { settleByEvidence } from "./settle-by-evidence.ts";
import type { NamedMail } from "./thread-of.ts";

/**
 * Who answers a mail of ours by its Message-ID has got it: what is unknown is sent, and what waits to go again, because its reply was lost,
 * goes no more. It must be the id under which these bytes go: a mail that was written anew has another. Once others have the mail, only
 * whom it still goes to can tell. mail.md 11.4
 */
export async function settleAnswered(tx: Transaction, named: NamedMail | undefined, read: ReadMessage): Promise<void> {
  if (named === undefined) return;
  const { id, interaction } = named;
  const state = (await tx.deliveries.states([interaction])).get(interaction);
  if (state === undefined || state === "sent") return;
  const outbound = await tx.interactions.lock(interaction);
  const delivery = await tx.deliveries.lock(interaction);
  if (outbound === undefined || delivery === undefined || !isSameMessageId(id, delivery.messageId)) return;
  const to = new Set(delivery.to.map(addressKey));
  if (delivery.isSent && !read.from.some(({ address }) => to.has(addressKey(address)))) return;
  await settleByEvidence(tx, outbound, `a reply names it: ${id}`, { isSought: true });
}
