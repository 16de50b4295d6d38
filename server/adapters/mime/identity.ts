import addressparser from "nodemailer/lib/addressparser";
import type { Address } from "../../domain/mail/address.ts";
import {
  type HeaderBlock,
  type HeaderDefect,
  type RawField,
  readHeaderBlock,
  valuesOf,
} from "../../domain/mail/header-block.ts";
import { splitMessageIds } from "../../domain/mail/message-id.ts";
import type { HeaderField, HeaderReader } from "../../ports/mail.ts";
import { parseMailDate } from "./date.ts";
import type { ReadingLimits } from "./limits.ts";
import { type Identity, readerVersion } from "./reading.ts";
import { decodeHeaderBytes, decodeHeaderText, decodeWords } from "./words.ts";

/**
 * Who wrote what to whom: the fields that display, routing, threading and rules use, and no others (mail.md 4.2). Read from the first bytes
 * of a message; addresses are split before encoded words are decoded, so no name can become an address. Never throws on content.
 */
export function readIdentity(start: Uint8Array, limits: ReadingLimits): Identity & { readonly bodyStart: number } {
  const block = readHeaderBlock(start);
  const one = (name: string) => first(block.fields, name);
  const read = {
    from: addresses(one("from")),
    replyTo: addresses(one("reply-to")),
    to: addresses(all(block.fields, "to")),
    cc: addresses(all(block.fields, "cc")),
    bcc: addresses(all(block.fields, "bcc")),
  };
  const shown = (list: readonly Address[]) => list.slice(0, limits.addressesShownMax);
  return {
    readerVersion,
    headers: decoded(block),
    from: shown(read.from),
    replyTo: shown(read.replyTo),
    to: shown(read.to),
    cc: shown(read.cc),
    bcc: shown(read.bcc),
    subject: decodeHeaderText(one("subject")),
    messageId: ids(one("message-id"))[0] ?? "",
    references: ids(all(block.fields, "references", " ")).slice(-limits.referencesMax),
    inReplyTo: ids(all(block.fields, "in-reply-to", " ")).slice(0, limits.referencesMax),
    date: parseMailDate(decodeHeaderText(one("date"))),
    defects: [...block.defects.map((defect) => defectWords[defect]), ...identityDefects(block.fields, read, limits)],
    bodyStart: block.bodyStart,
  };
}

/** All header fields as rules and people see them. */
export const headersOf: HeaderReader = (start) => decoded(readHeaderBlock(start));

const decoded = ({ fields }: HeaderBlock): readonly HeaderField[] =>
  fields.map(({ name, value }) => ({ name, value: decodeHeaderText(value) }));

/** The same sender, recipients and subject alone, for what is shown before a mail is read. */
export const readFront = (
  fields: readonly RawField[],
  { addressesShownMax }: ReadingLimits,
): Pick<Identity, "from" | "to" | "subject"> => ({
  from: addresses(first(fields, "from")).slice(0, addressesShownMax),
  to: addresses(all(fields, "to")).slice(0, addressesShownMax),
  subject: decodeHeaderText(first(fields, "subject")),
});

/** Some libraries fold a long id by making an encoded word of it, where RFC 2047 §5 allows none. */
const ids = (value: string): readonly string[] =>
  splitMessageIds(value.includes("=?") ? decodeHeaderText(value) : decodeHeaderBytes(value));

const first = (fields: readonly RawField[], name: string): string => valuesOf(fields, name)[0] ?? "";

const defectWords: Readonly<Record<HeaderDefect, string>> = {
  junkLine: "a line in the header is no header field",
  lineTooLong: "a header field is too long and was cut",
  tooManyLines: "there are too many header lines; the rest is not shown",
  headersTooLarge: "the headers are too large; the rest is not shown",
};

function identityDefects(
  fields: readonly RawField[],
  read: Readonly<Record<string, readonly Address[]>>,
  limits: ReadingLimits,
): readonly string[] {
  const defects: string[] = [];
  if (valuesOf(fields, "from").length > 1)
    defects.push("the sender is ambiguous: there are several From fields; the first one is shown");
  for (const [name, list] of Object.entries(read)) {
    const hidden = list.length - limits.addressesShownMax;
    if (hidden > 0) defects.push(`${name} has ${hidden} more addresses than are shown`);
  }
  return defects;
}

/** Lists may be spread over several fields, against RFC 5322 §3.6. */
function all(fields: readonly RawField[], name: string, separator = ", "): string {
  return valuesOf(fields, name).join(separator);
}

function addresses(value: string): readonly Address[] {
  if (value === "") return [];
  return addressparser(decodeHeaderBytes(value), { flatten: true })
    .filter(({ address }) => address.includes("@"))
    .map(({ name, address }) => ({
      name: decodeWords(name),
      address: address.replace(/[\p{Cc}]/gu, "").toWellFormed(),
    }));
}
