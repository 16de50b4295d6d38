import type { Mailbox } from "../../ports/centre.ts";
import type { MailAccount, MailboxHealth } from "../../ports/mail-accounts.ts";
import { defineQuery, found } from "../query.ts";

/** A mailbox with what is known of its health. Times are wall milliseconds. */
export type MailboxFound = {
  readonly mailbox: Mailbox;
  readonly queueName: string;
  readonly account: MailAccount | undefined;
  readonly health: MailboxHealth | undefined;
  readonly lastBySmtp: number | undefined;
  readonly lastOut: number | undefined;
};

export type MailboxesFound = { readonly mailboxes: readonly MailboxFound[]; readonly now: number };

/** All mailboxes with their health. mail.md 3.3 */
export const listMailboxes = defineQuery<unknown, MailboxesFound>(
  "ListMailboxes",
  "ReadMailboxes",
  async ({ reading }) => {
    const queues = new Map((await reading.centre.queues()).map(({ id, name }) => [id, name]));
    const accounts = new Map((await reading.mailAccounts.all()).map((account) => [account.mailbox, account]));
    const health = new Map((await reading.mailAccounts.health()).map((one) => [one.mailbox, one]));
    const bySmtp = await reading.mailLedger.lastBySmtp();
    const mailboxes: MailboxFound[] = [];
    for (const mailbox of await reading.centre.mailboxes()) {
      mailboxes.push({
        mailbox,
        queueName: queues.get(mailbox.queue) ?? "",
        account: accounts.get(mailbox.id),
        health: health.get(mailbox.id),
        lastBySmtp: bySmtp.get(mailbox.id),
        lastOut: await reading.mailLedger.lastSent(mailbox.address),
      });
    }
    return found({ mailboxes, now: reading.now.wall });
  },
);
