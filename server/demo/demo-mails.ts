import { readdirSync, readFileSync } from "node:fs";
import addressparser from "nodemailer/lib/addressparser";
import type { DemoEnvelope } from "./deliver.ts";
import { headerValue, splitMessage } from "./headers.ts";

/** One message of the fixtures, with the envelope it travels in. */
export type DemoMail = { readonly name: string; readonly envelope: DemoEnvelope; readonly raw: Buffer };

const fixtures = new URL("../../fixtures/mail/", import.meta.url);

/**
 * The demo's customer messages in their order of writing, so that a thread's mails follow each other.
 * Recipients are those of To and Cc under `domain`; automatic replies travel with an empty sender (RFC 3834 §3.1.8).
 */
export function readDemoMails(domain: string, folder: URL = fixtures): readonly DemoMail[] {
  const names = readdirSync(folder).filter((name) => name.startsWith("demo-") && name.endsWith(".eml"));
  return names.sort().map((name) => {
    const raw = readFileSync(new URL(name, folder));
    return { name, raw, envelope: envelopeOf(raw, domain) };
  });
}

function envelopeOf(raw: Buffer, domain: string): DemoEnvelope {
  const { fields } = splitMessage(raw);
  const isReply = headerValue(fields, "auto-submitted") === "auto-replied";
  const sender = addresses(headerValue(fields, "sender")).concat(addresses(headerValue(fields, "from")))[0] ?? "";
  const recipients = addresses(`${headerValue(fields, "to")}, ${headerValue(fields, "cc")}`);
  return { from: isReply ? "" : sender, to: recipients.filter((address) => address.endsWith(`@${domain}`)) };
}

function addresses(value: string): readonly string[] {
  return addressparser(value, { flatten: true }).map(({ address }) => address);
}
