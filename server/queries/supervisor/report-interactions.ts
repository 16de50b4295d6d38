import { isInTime, type JudgedMail } from "../../domain/reporting/reported-mail.ts";
import type { MailWithWords, ReportPlace, ReportTime } from "../../ports/reports.ts";
import type { Reading } from "../../ports/transaction.ts";
import { queueNames, userNames } from "../names.ts";
import { defineQuery, found } from "../query.ts";
import { judging, type ReportScope, reportedMax, scopeOf, tooMuch } from "./report-scope.ts";

/** One incoming e-mail as a row; names instead of ids. */
export type InteractionReported = JudgedMail & {
  readonly from: string;
  readonly subject: string;
  readonly isInTime: boolean | undefined;
};

type Asked = ReportScope & { readonly after: ReportPlace | undefined; readonly limit: number };

type InteractionsFound = ReportTime & { readonly mails: readonly InteractionReported[] };

/** A page of e-mails in the order of their reception. Refuses what it is asked of and is not known (10). desktop.md 7 */
export const reportInteractions = defineQuery<Asked, InteractionsFound>(
  "ReportInteractions",
  "ReadReports",
  async ({ reading, input }) => {
    const { after, limit, ...asked } = input;
    const scope = await scopeOf(reading, asked);
    if (!scope.ok) return scope;
    const refusal = tooMuch(await reading.reports.received(scope.value, reportedMax + 1), "e-mails received");
    if (refusal !== undefined) return refusal;
    const { from, to } = scope.value;
    return found({
      from,
      to,
      mails: await named(reading, await reading.reports.mailsWithWords(scope.value, { after, limit })),
    });
  },
);

async function named(reading: Reading, mails: readonly MailWithWords[]): Promise<readonly InteractionReported[]> {
  const judged = await judging(reading);
  const queues = await queueNames(reading);
  const users = await userNames(
    reading,
    mails.flatMap(({ agent }) => agent ?? []),
  );
  return mails.map((mail) => {
    const one = judged(mail);
    return {
      ...{ ...one, from: mail.from, subject: mail.subject, isInTime: isInTime(one, reading.now.wall) },
      queue: queues.get(mail.queue) ?? mail.queue,
      agent: mail.agent === undefined ? undefined : (users.get(mail.agent) ?? mail.agent),
    };
  });
}
