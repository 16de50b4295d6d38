import { type RawField, valuesOf } from "./header-block.ts";
import { type MailboxAddresses, ownMailboxes } from "./own-mailboxes.ts";

/** Which header fields a mail server writes the envelope into at final delivery; RFC 5321 §4.4, RFC 9228. */
const recipientFields = ["delivered-to", "x-original-to", "envelope-to", "x-delivered-to"];

/** The envelope of a mail that was fetched, as far as its trace fields tell. */
export type SourceEnvelope = {
  /** Empty for the null sender; undefined where nothing tells. */
  readonly from: string | undefined;
  /** An address of the mailbox, tag included; undefined where nothing tells. */
  readonly recipient: string | undefined;
};

/** `addressed`: To and Cc, looked at last. Only addresses of the mailbox itself count, so a forged field leads nowhere else. */
export function sourceEnvelope(
  fields: readonly RawField[],
  mailbox: MailboxAddresses,
  addressed: readonly string[],
): SourceEnvelope {
  const own = ownMailboxes([mailbox]);
  const { from, recipients } = tracedEnvelope(fields);
  return { from, recipient: [...recipients, ...addressed].find((address) => own.owns(address)) };
}

/** What the trace fields say, whosesoever the mailbox is. */
export function tracedEnvelope(fields: readonly RawField[]): TracedEnvelope {
  const [returnPath] = valuesOf(fields, "return-path");
  return {
    from: returnPath === undefined ? undefined : bare(returnPath),
    recipients: recipientFields.flatMap((name) => valuesOf(fields, name)).map(bare),
  };
}

type TracedEnvelope = Pick<SourceEnvelope, "from"> & { readonly recipients: readonly string[] };

/** `<a@b>` → `a@b`, at most as long as a path may be (RFC 5321 §4.5.3.1.3, generously). */
const bare = (value: string): string => (/<([^<>]*)>/.exec(value)?.[1] ?? value).trim().slice(0, 320);
