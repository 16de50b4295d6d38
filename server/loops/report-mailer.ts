import { system, type UserActor } from "../domain/agent/actor.ts";
import { forbids } from "../domain/agent/permissions.ts";
import type { ReportSchedule } from "../domain/reporting/schedule.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { type MadeReport, mailReport, ownerMayNot } from "../operations/system/mail-report.ts";
import { FileTooLarge } from "../ports/files.ts";
import { type ReportForMail, reportForMail } from "../wire/desktop/report-for-mail.ts";
import { statusOf } from "../wire/status.ts";

const dueMax = 20;
/** Of a table that goes out by mail: what most mail systems take, twice over. */
const tableBytesMax = 5_000_000;

/**
 * Makes the reports that are due, the longest due first, and hands them to the send queue. What fails by our own fault stays due, holds up no
 * other, and is told once all were tried. True when there may be more. desktop.md 7, reliability.md 2.6
 */
export async function mailReports(performing: Performing): Promise<boolean> {
  const due = await performing.store.read(({ reportSchedules, now }) => reportSchedules.due(now.steady, dueMax));
  const faults: unknown[] = [];
  for (const schedule of due) {
    await mailOne(performing, schedule).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${due.length} reports not made`);
  return due.length === dueMax;
}

async function mailOne(performing: Performing, schedule: ReportSchedule): Promise<void> {
  const actor = await performing.store.read(({ users }) => users.actor(schedule.owner));
  const made =
    actor === undefined || forbids(actor, "ReadReports") !== undefined
      ? { problem: ownerMayNot }
      : await madeFor(performing, schedule, actor);
  await performAsSystem(performing, { operation: mailReport, actor: system, input: { schedule, made } });
}

/** A table that no schedule takes up, because another process was first, is an orphan and removed as such. */
async function madeFor(
  performing: Performing,
  schedule: ReportSchedule,
  actor: UserActor,
): Promise<MadeReport | { readonly problem: string }> {
  const report = await reportForMail(performing, { schedule, actor });
  if (!report.ok) return { problem: statusOf(report.refusal).text };
  const { subject, text, fileName, lines } = report.value;
  try {
    const file = await performing.world.files.put(bytesOf(lines), tableBytesMax);
    return { subject, text, table: { ...file, name: fileName } };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    return { problem: `its table is larger than ${tableBytesMax} bytes: choose a queue or an agent` };
  }
}

async function* bytesOf(lines: ReportForMail["lines"]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}
