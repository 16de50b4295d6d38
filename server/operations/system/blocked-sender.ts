import { addressMatches } from "../../domain/mail/address-pattern.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Whether the settings block who a mail is from, by its envelope or its From. mail.md 6 */
export async function isBlockedSender(
  tx: Transaction,
  { read, envelopeFrom }: { readonly read: Pick<ReadMessage, "from">; readonly envelopeFrom: string },
): Promise<boolean> {
  const { blockedSenders = [] } = await tx.centre.settings();
  const senders = [envelopeFrom, ...read.from.map(({ address }) => address)];
  return blockedSenders.some((entry) => senders.some((sender) => addressMatches(sender, entry)));
}
