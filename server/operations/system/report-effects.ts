import { provesLostReply } from "../../domain/delivery/lost-reply.ts";
import { beforeOf } from "../../domain/interaction/events.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { DeliveryReport, ReportedRecipient } from "../../domain/mail/report/report.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { ReportFound } from "./report-of.ts";
import { settleByEvidence } from "./settle-by-evidence.ts";

/** The report's own interaction. */
type Reported = ReportFound & { readonly reportId: string };

/**
 * What a report changes: it is kept beside each recipient; a verified one settles `unknown` and what waits to go again because its reply
 * was lost, marks addresses that are no good, and tells the sending agent of what was not delivered, the state unchanged. An unverified one
 * is only kept (mail.md 8.2). Value: what an admin is to be told.
 */
export async function applyReport(tx: Transaction, reported: Reported): Promise<readonly string[]> {
  const { report, correlation } = reported;
  const alarms = report.kind === "arf" ? [`a complaint (${report.feedbackType}) in ${reported.reportId}`] : [];
  const outbound = correlation === undefined ? undefined : await tx.interactions.lock(correlation.send);
  if (outbound === undefined || correlation === undefined) return alarms;
  if (report.kind === "dsn")
    await keep(tx, report, { ...reported, outbound: outbound.id, isVerified: correlation.isVerified });
  if (!correlation.isVerified) return alarms;
  const evidence = `a verified report names it: ${correlation.evidence}`;
  const isSought = await isOfLostReply(tx, outbound.id, reported);
  const settled = await settleByEvidence(tx, outbound, evidence, { isSought });
  if (report.kind !== "dsn") return alarms;
  const failed = report.recipients.filter(({ action }) => action === "failed");
  for (const one of failed.filter((each) => each.class === "hard")) await markBouncing(tx, one, reported.reportId);
  if (failed.length > 0) await tellSender(tx, settled, failed);
  return [...alarms, ...failed.flatMap((one) => alarmOf(one, outbound.id))];
}

async function isOfLostReply(tx: Transaction, outbound: string, { named }: Reported): Promise<boolean> {
  const known = await tx.deliveries.of(outbound);
  return known !== undefined && provesLostReply(known.delivery, known.attempts, named);
}

type Kept = { readonly outbound: string; readonly reportId: string; readonly isVerified: boolean };

async function keep(tx: Transaction, report: DeliveryReport, { outbound, reportId, isVerified }: Kept): Promise<void> {
  for (const { address, action, status, text, remoteHost, class: bounceClass } of report.recipients.slice(
    0,
    recipientsMax,
  )) {
    const told = { address: address.toLowerCase(), action, status, text, remoteHost, class: bounceClass };
    await tx.readings.addReport(outbound, { ...told, report: reportId, isVerified, at: tx.now.wall });
  }
}

const recipientsMax = 100;

async function markBouncing(
  tx: Transaction,
  { address, status, text }: ReportedRecipient,
  report: string,
): Promise<void> {
  await tx.readings.markBouncing({ address: address.toLowerCase(), status, text, report });
}

async function tellSender(tx: Transaction, outbound: Interaction, failed: readonly ReportedRecipient[]): Promise<void> {
  if (outbound.delivery === undefined) return;
  const after: Interaction = { ...outbound, version: outbound.version + 1 };
  const error = failed.map(wordsOf).join("; ").slice(0, errorMax);
  const told = { interaction: after, before: beforeOf(outbound), note: error, error };
  await tx.interactions.setDeliveries([
    { before: outbound, state: outbound.delivery, event: { kind: "DeliveryChanged", operation: "Reported", ...told } },
  ]);
}

const errorMax = 2000;

const wordsOf = ({ address, status, text }: ReportedRecipient): string =>
  `${address}: ${[status, text].filter((part) => part !== undefined && part !== "").join(" ") || "not delivered"}`;

/** Never the address's fault: who runs the centre has to know (mail.md 8.2, table of classes). */
function alarmOf({ address, class: bounceClass, text }: ReportedRecipient, outbound: string): readonly string[] {
  if (bounceClass !== "policy" && bounceClass !== "auth") return [];
  const words = bounceClass === "auth" ? "our mail is not authenticated" : "our mail is refused by policy";
  return [`${words}: ${outbound} to ${address}: ${text.slice(0, 200)}`];
}
