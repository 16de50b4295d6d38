import type { Delivery } from "../../domain/delivery/delivery.ts";
import { lookBeforeResend, nextLookAt } from "../../domain/delivery/sent-folder.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** Mails were sent: they are copied into their mailbox's folder of sent mail, where the mailbox asks for that. Automatic answers come from nobody. mail.md 11.4 */
export async function copyToSentFolder(tx: Transaction, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const own = ownMailboxes(await tx.centre.mailboxes());
  await tx.sentFolders.sent(
    deliveries.flatMap(({ from, interaction, messageId }) => {
      const mailbox = own.find(from)?.mailbox.id;
      return mailbox === undefined ? [] : [{ mailbox, interaction, messageId }];
    }),
  );
}

/**
 * A reply was lost: some providers put what they take into the folder of sent mail, so it is looked for there. What goes again by itself
 * waits for the first look. When others have the mail already, its being there says nothing of the rest. mail.md 11.4
 */
export async function lookInSentFolder(tx: Transaction, delivery: Delivery): Promise<void> {
  const mailbox = delivery.isSent ? undefined : await senderOf(tx, delivery);
  if (mailbox === undefined) return;
  const { steady } = tx.now;
  const again = delivery.state === "retrying" ? delivery.nextAttempt : undefined;
  const before = again === undefined ? undefined : lookBeforeResend(steady, again.due);
  const due = before?.due ?? nextLookAt(steady, 0) ?? steady;
  await tx.sentFolders.look(mailbox.id, delivery, { due, holdsUntil: before?.until });
}

const senderOf = async (tx: Transaction, { from }: Delivery): Promise<Mailbox | undefined> =>
  ownMailboxes(await tx.centre.mailboxes()).find(from)?.mailbox;
