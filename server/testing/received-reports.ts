import { readFileSync } from "node:fs";
import { fingerprint } from "../adapters/mime/fingerprint.ts";
import { recognise } from "../adapters/mime/recognise.ts";
import { incoming, readAndRoute, takeIn } from "./agent-day.ts";
import type { Centre } from "./centre.ts";

/** A mail whole, its header included, taken in and read. Value: the interaction. */
export async function receiveRaw(
  centre: Centre,
  raw: Uint8Array,
  given: { readonly envelopeFrom?: string; readonly recipient?: string; readonly mailbox?: string } = {},
): Promise<string> {
  const { envelopeFrom = "", recipient, mailbox } = given;
  const mail = await incoming(centre, { envelopeFrom, ...(mailbox === undefined ? {} : { mailbox }) });
  const recipients = mail.recipients.map((one) => ({ ...one, address: recipient ?? one.address }));
  const [taken] = await takeIn(centre, [
    { ...mail, ...fingerprint(await recognise(raw, [raw])), raw: { bytes: raw }, recipients },
  ]);
  await readAndRoute(centre);
  return taken?.interaction ?? "";
}

/** A report of `fixtures/mail/bounces/`. */
export const bounce = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/mail/bounces/${name}.eml`, import.meta.url)));

let reports = 0;

/** RFC 3464 about one recipient of a mail of ours, as a relay would write it. */
export function deliveryReport(about: {
  readonly messageId: string;
  readonly recipient: string;
  readonly status?: string;
  readonly action?: string;
  readonly text?: string;
}): Uint8Array {
  const { messageId, recipient, status = "5.1.1", action = "failed", text = "550 5.1.1 no such user" } = about;
  const lines = [
    ...["From: Mail Delivery System <mailer-daemon@relay.test>", "To: support@acme.test", "Subject: Undelivered Mail"],
    ...[`Message-ID: <r${++reports}@relay.test>`, "Auto-Submitted: auto-replied"],
    ...["MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "", "--b"],
    ...["Content-Type: text/plain", "", "Your message could not be delivered.", "", "--b"],
    ...["Content-Type: message/delivery-status", "", "Reporting-MTA: dns; relay.test", ""],
    ...[`Final-Recipient: rfc822; ${recipient}`, `Action: ${action}`, `Status: ${status}`],
    ...["Remote-MTA: dns; mx.customer.test", `Diagnostic-Code: smtp; ${text}`, "", "--b"],
    ...["Content-Type: text/rfc822-headers", "", `Message-ID: ${messageId}`, `To: ${recipient}`],
    ...["Subject: Re: Order 4711", "", "--b--", ""],
  ];
  return new Uint8Array(Buffer.from(lines.join("\r\n")));
}
