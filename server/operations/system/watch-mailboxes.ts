import { domainOf } from "../../domain/mail/address.ts";
import { canaryLateMs } from "../../domain/mail/canary.ts";
import { authAlarms } from "../../domain/mail/domain-auth.ts";
import { type Alarm, type AlarmKind, mailboxAlarms } from "../../domain/mail/mailbox-alarms.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";

/** What is wrong now, by the mailbox's address, and what of it was not so before. */
export type Watched = {
  readonly alarms: readonly { readonly mailbox: string; readonly kind: AlarmKind }[];
  readonly raised: readonly { readonly mailbox: string; readonly text: string }[];
};

/**
 * Looks at every mailbox. What is wrong and was not, and what is over, is written down, stands in the audit, and is told to the desktops of
 * supervisors and admins, with its cause in words. mail.md 3.3
 */
export const watchMailboxes = defineOperation<unknown, Watched>("WatchMailboxes", "System", async ({ tx }) => {
  await tx.mailboxAlarms.lock();
  await tx.mailboxAlarms.countMail();
  const usual = await tx.mailboxAlarms.usual();
  const health = new Map((await tx.mailAccounts.health()).map((one) => [one.mailbox, one]));
  const canaries = await tx.canaries.facts(tx.now.wall - canaryLateMs);
  const domains = await tx.domainAuth.all();
  const told = Map.groupBy(await tx.mailboxAlarms.all(), ({ mailbox }) => mailbox);
  const all: Watched["alarms"][number][] = [];
  const raised: Watched["raised"][number][] = [];
  for (const mailbox of await tx.centre.mailboxes()) {
    const { id } = mailbox;
    const known = domains.get(domainOf(mailbox.address));
    const ofDomain = known === undefined ? [] : authAlarms(domainOf(mailbox.address), known.auth);
    const facts = { account: health.get(id), usual: usual.get(id), canary: canaries.get(id), ofDomain };
    const alarms = mailboxAlarms(facts, tx.now.wall);
    const before = told.get(mailbox.id) ?? [];
    const isIn = (list: readonly Alarm[]) => (one: Alarm) => list.some(({ kind }) => kind === one.kind);
    const news = alarms.filter((one) => !isIn(before)(one));
    const over = before.filter((one) => !isIn(alarms)(one));
    if (alarms.length + before.length > 0) await tx.mailboxAlarms.replace(mailbox.id, alarms);
    for (const { text } of news) await tx.centre.changed("mailbox", mailbox.address, "Alarm", { note: text });
    for (const { text } of over) await tx.centre.changed("mailbox", mailbox.address, "EndAlarm", { note: text });
    if (news.length + over.length > 0) await tellPeople(tx, mailbox, alarms);
    all.push(...alarms.map(({ kind }) => ({ mailbox: mailbox.address, kind })));
    raised.push(...news.map(({ text }) => ({ mailbox: mailbox.address, text })));
  }
  return done({ alarms: all, raised });
});

async function tellPeople(tx: Transaction, { id, address }: Mailbox, alarms: readonly Alarm[]): Promise<void> {
  const thing = { about: "mailbox", mailbox: id, address, alarms, version: tx.now.wall } as const;
  for (const user of await tx.users.list()) {
    const isTold = user.enabled && user.roles.some((role) => role === "supervisor" || role === "admin");
    if (isTold) await tx.journal.append({ kind: "DeskChanged", user: user.id, operation: "Alarm", thing });
  }
}
