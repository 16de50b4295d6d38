import type { RecipientReport } from "../../ports/readings.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** Recipients of whom a report came, each with the last one that is verified, else the last one. mail.md 8.2 */
export function reportedRecipients(reports: readonly RecipientReport[]) {
  const byAddress = new Map<string, RecipientReport>();
  for (const report of reports) {
    if (report.isVerified || byAddress.get(report.address)?.isVerified !== true) byAddress.set(report.address, report);
  }
  return [...byAddress.values()].map((report) => ({ address: report.address, report: reportShape(report) }));
}

const reportShape = ({
  report,
  action,
  status,
  text,
  remoteHost,
  class: bounceClass,
  isVerified,
  at,
}: RecipientReport) => ({
  interactionId: report,
  action,
  ...present("status", status),
  text,
  ...present("remoteHost", remoteHost),
  class: bounceClass,
  verified: isVerified,
  at: isoTime(at),
});
