import { isAdmin } from "../../domain/agent/actor.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { reportNotTo } from "../../domain/reporting/report-recipients.ts";
import { nextAfter, type ReportFilter, type ReportSchedule, schedulesMax } from "../../domain/reporting/schedule.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = Pick<ReportSchedule, "report" | "filter" | "cadence" | "to">;

/**
 * From now on a report is sent by mail at its times. Refuses queues and agents that are not known, and addresses to which no report goes (10),
 * and more than one user may have (2/409). Stands in the audit. desktop.md 7, 13
 */
export const scheduleReport = defineOperation<Input, ReportSchedule>(
  "CreateReportSchedule",
  "ReadReports",
  async ({ tx, world, actor, input }) => {
    const problem = (await unknownIn(tx, input.filter)) ?? (await wrongRecipient(tx, input.to));
    if (problem !== undefined) return refuse(problem);
    if ((await tx.reportSchedules.all(actor.id)).length >= schedulesMax) {
      const because = `there are ${schedulesMax} reports by mail already`;
      return refuse({ kind: "notPossible", operation: "POST", because });
    }
    const { wall, steady } = tx.now;
    const nextAt = nextAfter(input.cadence, wall);
    const schedule: ReportSchedule = {
      ...{ ...input, id: world.ids.guid(), owner: actor.id, createdAt: wall },
      ...{ nextAt, due: steady + nextAt - wall },
    };
    await tx.reportSchedules.create(schedule);
    const note = `to ${input.to.join(", ")}`;
    await tx.centre.changed("reportSchedule", input.report, "CreateReportSchedule", { note });
    return done(schedule);
  },
);

/** It is sent no more. Value: its id. Refuses what there is not, or is another's, for whoever is no admin (6). Stands in the audit. */
export const unscheduleReport = defineOperation<unknown, string>(
  "RemoveReportSchedule",
  "ReadReports",
  async ({ tx, actor, target }) => {
    const schedule = await tx.reportSchedules.remove(target, isAdmin(actor) ? undefined : actor.id);
    if (schedule === undefined) return refuse({ kind: "notFound", thing: "report schedule", name: target });
    await tx.centre.changed("reportSchedule", schedule.report, "RemoveReportSchedule");
    return done(schedule.id);
  },
);

async function unknownIn(tx: Transaction, { queue, agent }: ReportFilter): Promise<Refusal | undefined> {
  const queues = queue === undefined ? [] : await tx.centre.queues();
  if (queue !== undefined && !queues.some(({ id, name }) => id === queue || name === queue))
    return { kind: "badValue", path: "$.filter.queue", because: `no such queue: ${queue}` };
  if (agent === undefined || (await tx.users.byName(agent)) !== undefined) return undefined;
  if ((await tx.users.byId(agent)) !== undefined) return undefined;
  return { kind: "badValue", path: "$.filter.agent", because: `no such user: ${agent}` };
}

async function wrongRecipient(tx: Transaction, to: readonly string[]): Promise<Refusal | undefined> {
  const receivers = {
    mailboxes: await tx.centre.mailboxes(),
    agentDomains: await tx.reportSchedules.agentDomains(),
  };
  if (receivers.mailboxes.length === 0)
    return { kind: "badValue", path: "$.to", because: "the centre has no mailbox yet that reports could come from" };
  for (const [index, address] of to.entries()) {
    const because = reportNotTo(address, receivers);
    if (because !== undefined) return { kind: "badValue", path: `$.to[${index}]`, because };
  }
  return undefined;
}
