import { dispositionKey } from "../../domain/interaction/disposition-key.ts";
import type { JudgedMail, ReportedMail } from "../../domain/reporting/reported-mail.ts";
import { dueAt } from "../../domain/service-level/business-hours.ts";
import type { ReportedAmong, ReportTime } from "../../ports/reports.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Found, found, missing } from "../query.ts";

/** Of what a report is asked, of the last seven days unless said; `queue` and `agent` by name or id. */
export type ReportScope = { readonly [Side in keyof ReportTime]: number | undefined } & {
  readonly queue: string | undefined;
  readonly agent: string | undefined;
};

/** Rows that one report looks at, so that nobody stops the others with a report. */
export const reportedMax = 100_000;
const weekMs = 7 * 86_400_000;
const longestMs = 800 * 86_400_000;

/** The same with ids. Refuses what is not known (10), a time that ends before it begins or is longer than reports go back (10). */
export async function scopeOf(reading: Reading, asked: ReportScope): Promise<Found<ReportedAmong>> {
  // What came in this moment counts.
  const { to = reading.now.wall + 1 } = asked;
  const { from = to - weekMs } = asked;
  if (from >= to) return wrong("$.to", "not behind from");
  if (to - from > longestMs) return wrong("$.to", "more than 800 days behind from");
  const queue = asked.queue === undefined ? undefined : await queueIdOf(reading, asked.queue);
  if (asked.queue !== undefined && queue === undefined) return wrong("$.queue", `no such queue: ${asked.queue}`);
  const agent = asked.agent === undefined ? undefined : await agentIdOf(reading, asked.agent);
  if (asked.agent !== undefined && agent === undefined) return wrong("$.agent", `no such user: ${asked.agent}`);
  const { workspace } = await reading.centre.settings();
  return found({ from, to, queue, agent, dispositionKey: dispositionKey(workspace) });
}

/** Undefined where there is not more than a report looks at. */
export const tooMuch = (count: number, what: string) =>
  count > reportedMax
    ? wrong("$.to", `more than ${reportedMax} ${what} in that time: ask for a shorter one`)
    : undefined;

const wrong = (path: string, because: string) => missing({ kind: "badValue", path, because });

const queueIdOf = async (reading: Reading, given: string): Promise<string | undefined> =>
  (await reading.centre.queues()).find(({ id, name }) => id === given || name === given)?.id;

const agentIdOf = async (reading: Reading, given: string): Promise<string | undefined> =>
  (await reading.users.byName(given))?.id ?? (await reading.users.byId(given))?.id;

/** E-mails with when their queues promised them, as they promise now. */
export async function judging(reading: Reading): Promise<(mail: ReportedMail) => JudgedMail> {
  const queues = new Map((await reading.centre.queues()).map((queue) => [queue.id, queue]));
  return (mail) => {
    const queue = queues.get(mail.queue);
    const { sla, hours } = queue ?? {};
    return { ...mail, dueAt: sla === undefined ? undefined : dueAt(mail.receivedAt, sla.replyMs, hours) };
  };
}
