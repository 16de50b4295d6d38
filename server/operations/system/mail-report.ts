import { forbids } from "../../domain/agent/permissions.ts";
import type { Content } from "../../domain/interaction/content.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { loopMark, threadMessageId } from "../../domain/mail/token.ts";
import { reportNotTo } from "../../domain/reporting/report-recipients.ts";
import { nextAfter, type ReportSchedule } from "../../domain/reporting/schedule.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, type World } from "../operation.ts";
import { automaticDelivery } from "./automatic-delivery.ts";
import { createAutomatic } from "./automatic-interaction.ts";

/** A report as it goes out: a few words, and its rows as a file. */
export type MadeReport = {
  readonly subject: string;
  readonly text: string;
  readonly table: StoredFile & { readonly name: string };
};

type Input = {
  readonly schedule: ReportSchedule;
  /** Or why there is none. */
  readonly made: MadeReport | { readonly problem: string };
};

/**
 * The report of this time goes into the send queue and the schedule on to its next time, in one transaction: neither is it lost nor sent
 * twice, whenever the process dies. Not when its owner may read no reports any more, or an address is ours no more; the schedule says why.
 * False: it was done already. desktop.md 7, reliability.md 2.1
 */
export const mailReport = defineOperation<Input, boolean>("MailReport", "System", async ({ tx, world, input }) => {
  const { schedule, made } = input;
  const nextAt = nextAfter(schedule.cadence, schedule.nextAt);
  const next = { nextAt, due: tx.now.steady + nextAt - tx.now.wall };
  const mailbox = await mailboxFor(tx, schedule);
  const problem = "problem" in made ? made.problem : await whyNot(tx, schedule, mailbox);
  if (problem !== undefined || mailbox === undefined || "problem" in made)
    return done(await tx.reportSchedules.advance(schedule, { ...next, mail: undefined, problem: problem ?? "" }));
  const id = world.ids.interaction();
  if (!(await tx.reportSchedules.advance(schedule, { ...next, mail: id, problem: undefined }))) return done(false);
  await send(tx, world, { id, schedule, made, mailbox });
  return done(true);
});

async function whyNot(tx: Transaction, { owner, to }: ReportSchedule, mailbox: Mailbox | undefined) {
  const actor = await tx.users.actor(owner);
  if (actor === undefined || forbids(actor, "ReadReports") !== undefined) return ownerMayNot;
  if (mailbox === undefined) return "the centre has no mailbox that it could come from";
  const receivers = {
    mailboxes: await tx.centre.mailboxes(),
    agentDomains: await tx.reportSchedules.agentDomains(),
  };
  return to.map((address) => reportNotTo(address, receivers)).find((because) => because !== undefined);
}

/** Said of a schedule whose owner lost the role. */
export const ownerMayNot = "whoever wanted it may not read reports any more";

/** The one whose queue it is about, else the first. */
async function mailboxFor(tx: Transaction, { filter }: ReportSchedule): Promise<Mailbox | undefined> {
  const mailboxes = await tx.centre.mailboxes();
  const queue = (await tx.centre.queues()).find(({ id, name }) => id === filter.queue || name === filter.queue);
  return mailboxes.find((one) => one.queue === queue?.id) ?? mailboxes[0];
}

type Sending = {
  readonly id: string;
  readonly schedule: ReportSchedule;
  readonly made: MadeReport;
  readonly mailbox: Mailbox;
};

async function send(tx: Transaction, world: World, { id, schedule, made, mailbox }: Sending): Promise<void> {
  const mac = world.mac(await tx.centre.secret());
  const thread = world.ids.object();
  const from = { name: mailbox.name, address: mailbox.address };
  const to = schedule.to.map((address) => ({ name: "", address }));
  const messageId = threadMessageId(thread, world.ids.messageToken(), domainOf(from.address), mac);
  const { subject, text, table } = made;
  const bytes = await world.writer.compose({
    ...{
      messageId,
      date: tx.now.wall,
      from,
      to,
      cc: [],
      subject,
      inReplyTo: undefined,
      references: [],
      text,
      html: "",
    },
    attachments: [{ ...table, mime: "text/csv", contentId: undefined }],
    ...{ boundarySeed: id, automatic: { loopMark: loopMark(mac), isGenerated: true } },
  });
  const file = await world.files.put(bytes);
  const delivery = await automaticDelivery(tx, { interaction: id, messageId, to: schedule.to, file });
  await tx.contacts.createThread({ id: thread, contact: undefined, subject, at: tx.now.wall });
  const content: Content = {
    ...{ id: world.ids.object(), from, replyTo: [], to, cc: [], bcc: [], subject, text, html: "", messageId },
    ...{ inReplyTo: undefined, references: [] },
  };
  const about = { id, subtype: "OutboundAutoResponse", thread, parent: undefined, contact: undefined } as const;
  await createAutomatic(tx, { ...about, delivery: delivery.state }, content);
  await tx.deliveries.create(delivery);
}
