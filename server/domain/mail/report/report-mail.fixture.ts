import { readdirSync, readFileSync } from "node:fs";
import { readingLimits } from "../../../adapters/mime/limits.ts";
import { bytesOfAttachment, readHere } from "../../../adapters/mime/reading.fixture.ts";
import { isOfReport } from "../../../adapters/mime/report-parts.ts";
import { placeOfWrapped, wrappedReport } from "../../../adapters/mime/wrapped-report.ts";
import { fieldValues } from "../mail-facts.ts";
import type { ReportMail } from "./report.ts";

const folder = new URL("../../../../fixtures/mail/bounces/", import.meta.url);

/** What is expected of a message of `fixtures/mail/bounces/`. */
export type Expected = {
  readonly note: string;
  readonly kind: "dsn" | "mdn" | "arf" | null;
  readonly recipients?: readonly { address: string; action?: string; class?: string; status?: string }[];
  readonly vendor?: string;
  readonly messageId?: string;
  readonly disposition?: string;
  readonly feedbackType?: string;
};

export const bounceNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -".eml".length))
  .sort();

export const rawBounce = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`${name}.eml`, folder)));

export const expectedOf = (name: string): Expected => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

/** Reads a message as the pipeline does, as far as reports need it. */
export async function reportMailOf(raw: Uint8Array): Promise<ReportMail> {
  const reading = await readHere(raw);
  const path = fieldValues(reading.headers, "Return-Path")[0];
  const parts = partsOf(reading, raw);
  const messages = reading.attachments.filter(({ mime }) => mime === "message/rfc822");
  const place = placeOfWrapped(parts, readingLimits);
  const attached = place === undefined ? undefined : messages[place];
  const within = attached === undefined ? undefined : bytesOfAttachment(attached, raw);
  return {
    headers: reading.headers,
    envelopeFrom: path?.replace(/[<>\s]/g, ""),
    from: reading.from,
    subject: reading.subject,
    text: reading.text,
    parts,
    wrapped: within && wrappedReport(await readHere(within), within),
  };
}

const partsOf = ({ attachments }: Awaited<ReturnType<typeof readHere>>, raw: Uint8Array): ReportMail["parts"] =>
  attachments
    .filter(({ mime }) => isOfReport(mime))
    .map((part) => ({ mime: part.mime, text: new TextDecoder().decode(bytesOfAttachment(part, raw)) }));
