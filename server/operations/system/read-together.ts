import type { Interaction } from "../../domain/interaction/interaction.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Message } from "../../ports/messages.ts";
import type { MailReading, OwnMail } from "../../ports/readings.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { knownContacts } from "./contact-of.ts";
import { type KnownThreads, knownThreads } from "./known-threads.ts";

/** What is asked and written once for all mails that are read together: each mail passes here, and each statement counts. mail.md 14 */
export type Together = {
  /** Locked. Nobody changes them before they were read. */
  readonly interactions: ReadonlyMap<string, Interaction>;
  /** By address, in lower case. */
  readonly contacts: Map<string, Contact>;
  /** By the key of their Message-ID. */
  readonly ownMails: ReadonlyMap<string, OwnMail>;
  readonly threads: KnownThreads;
  /** To be written. */
  readonly readings: MailReading[];
};

/** Locks the interactions of these mails, and asks for what their reading needs to know. */
export async function readTogether(
  tx: Transaction,
  due: readonly { readonly message: Message; readonly read: ReadMessage }[],
): Promise<Together> {
  const reads = due.map(({ read }) => read);
  const ids = reads.map(({ messageId }) => messageIdKey(messageId)).filter((id) => id !== "");
  const interactions = due.flatMap(({ message }) => message.interactions.map(({ interaction }) => interaction));
  return {
    interactions: await tx.interactions.lockAll(interactions),
    contacts: await knownContacts(tx, reads),
    ownMails: ids.length === 0 ? new Map() : await tx.readings.ownMails(ids),
    threads: await knownThreads(tx, reads),
    readings: [],
  };
}
