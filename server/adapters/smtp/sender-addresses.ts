import type { RefusedRecipient, TransportReply } from "../../domain/delivery/transport-outcome.ts";
import { asciiDomain } from "../../domain/mail/ascii-domain.ts";
import type { Envelope } from "../../ports/mail.ts";

/** An envelope as one hop can take it. */
export type AddressedEnvelope = {
  readonly from: string;
  readonly to: readonly string[];
  readonly id: string | undefined;
  /** Recipients that this hop cannot be told: it has no SMTPUTF8. */
  readonly refused: readonly RefusedRecipient[];
  /** The address as the caller wrote it. */
  written(sent: string): string;
};

/** RFC 6531 §3.7.4.2. */
export const needsSmtpUtf8: TransportReply = {
  code: 550,
  enhancedCode: "5.6.7",
  text: "the next hop does not take addresses with characters beyond ASCII before the @",
};

/** RFC 6531 §4.3, §8.3. */
export const hasUtf8Header: TransportReply = {
  code: 550,
  enhancedCode: "5.6.9",
  text: "the message names an address with characters beyond ASCII before the @, and the next hop takes no such messages",
};

/** What the mail is, and what the hop takes. */
export type Internationality = {
  readonly hasSmtpUtf8: boolean;
  /** The header of the message has characters beyond ASCII (RFC 6532). */
  readonly hasUtf8Header: boolean;
};

/**
 * A domain beyond ASCII goes as A-label; a local part beyond ASCII needs SMTPUTF8 end to end, and so does, for whomever, a message that names
 * one in its header: its bytes are sealed and can be no others. mail.md 11.1, 11.6; RFC 6531 §3.2
 */
export function addressedFor(needs: Internationality, envelope: Envelope): AddressedEnvelope {
  const mayBeSent = (address: string) => needs.hasSmtpUtf8 || isAscii(localPart(address));
  const isSendable = mayBeSent(envelope.from) && (needs.hasSmtpUtf8 || !needs.hasUtf8Header);
  const sendable = isSendable ? envelope.to.filter(mayBeSent) : [];
  const replyTo = (address: string) =>
    needs.hasUtf8Header && mayBeSent(envelope.from) && mayBeSent(address) ? hasUtf8Header : needsSmtpUtf8;
  const bySent = new Map(sendable.map((address) => [withAsciiDomain(address), address]));
  return {
    from: withAsciiDomain(envelope.from),
    to: [...bySent.keys()],
    id: envelope.id,
    refused: envelope.to
      .filter((address) => !sendable.includes(address))
      .map((address) => ({ address, reply: replyTo(address) })),
    written: (sent) => bySent.get(sent) ?? sent,
  };
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function localPart(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("@")));
}

function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  if (at < 0 || isAscii(domain)) return address;
  return `${address.slice(0, at)}@${asciiDomain(domain)}`;
}
