import { domainOf } from "../../domain/mail/address.ts";
import { type CanaryFacts, canaryLateMs } from "../../domain/mail/canary.ts";
import type { DomainAuth } from "../../domain/mail/domain-auth.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { MailAccount, MailboxHealth } from "../../ports/mail-accounts.ts";
import type { ToldAlarm } from "../../ports/mailbox-alarms.ts";
import type { MailboxRules } from "../../ports/readings.ts";
import { defineQuery, found } from "../query.ts";

/** A mailbox with what is known of its health. Times are wall milliseconds. */
export type MailboxFound = {
  readonly mailbox: Mailbox;
  readonly queueName: string;
  readonly rules: MailboxRules;
  readonly account: MailAccount | undefined;
  readonly health: MailboxHealth | undefined;
  readonly lastBySmtp: number | undefined;
  readonly lastOut: number | undefined;
  /** Undefined: it sends no canary mails. */
  readonly canary: CanaryFacts | undefined;
  /** As they were told last. */
  readonly told: readonly ToldAlarm[];
  /** Of the domain of its address; undefined: nobody has looked yet. */
  readonly auth: DomainAuth | undefined;
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
    const told = Map.groupBy(await reading.mailboxAlarms.all(), (one) => one.mailbox);
    const canaries = await reading.canaries.facts(reading.now.wall - canaryLateMs);
    const domains = await reading.domainAuth.all();
    const mailboxes: MailboxFound[] = [];
    for (const mailbox of await reading.centre.mailboxes()) {
      mailboxes.push({
        mailbox,
        queueName: queues.get(mailbox.queue) ?? "",
        rules: await reading.readings.rulesOf(mailbox.id),
        account: accounts.get(mailbox.id),
        health: health.get(mailbox.id),
        lastBySmtp: bySmtp.get(mailbox.id),
        canary: canaries.get(mailbox.id),
        told: told.get(mailbox.id) ?? [],
        auth: domains.get(domainOf(mailbox.address))?.auth,
        lastOut: await reading.mailLedger.lastSent(mailbox.address),
      });
    }
    return found({ mailboxes, now: reading.now.wall });
  },
);
