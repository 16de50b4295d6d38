import type { RecipientOutcome } from "../../domain/delivery/delivery.ts";
import type { RecipientReport } from "../../ports/readings.ts";
import type { DeliveryFound } from "../../queries/email/delivery.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/**
 * Recipients one by one, as soon as they did not all fare alike or a report came: the state of each, the next hop's reply, and the last
 * report that is verified, else the last one. Undefined: the delivery says it for all. mail.md 8.2, 11.1
 */
export function recipientShapes({ delivery, recipients = [], reports = [] }: DeliveryFound) {
  if (recipients.length === 0 && reports.length === 0) return undefined;
  const rest = new Set(delivery.to);
  const known = new Map(recipients.map((one) => [one.address, one]));
  const byKey = reportsByKey(reports);
  const own = [...new Set([...known.keys(), ...rest])];
  const ownKeys = new Set(own.map((address) => address.toLowerCase()));
  return [
    ...own.map((address) => ({
      address,
      state: stateOf(known.get(address), rest.has(address) ? delivery.state : "sent"),
      ...replyShape(known.get(address)),
      ...present("report", byKey.get(address.toLowerCase())),
    })),
    ...[...byKey].filter(([key]) => !ownKeys.has(key)).map(([address, report]) => ({ address, report })),
  ];
}

/** Whoever was refused for good stays so, whatever becomes of the others. */
const stateOf = (known: RecipientOutcome | undefined, otherwise: DeliveryFound["delivery"]["state"]) =>
  known === undefined || known.state === "retrying" ? otherwise : known.state;

const replyShape = (known: RecipientOutcome | undefined) =>
  known === undefined
    ? {}
    : { ...present("code", known.code), ...present("enhancedCode", known.enhancedCode), text: known.text };

function reportsByKey(reports: readonly RecipientReport[]) {
  const last = new Map<string, RecipientReport>();
  for (const report of reports) {
    if (report.isVerified || last.get(report.address)?.isVerified !== true) last.set(report.address, report);
  }
  return new Map([...last].map(([address, report]) => [address, reportShape(report)]));
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
