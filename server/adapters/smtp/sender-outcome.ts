import type { SMTPError } from "nodemailer/lib/smtp-connection";
import type { RefusedRecipient, TransportOutcome, TransportReply } from "../../domain/delivery/transport-outcome.ts";
import { withoutSecret } from "../../domain/mail/without-secret.ts";
import { AccountRefused, HopFailed } from "../../ports/mail.ts";

/** What the library says: an error, or the reply to the dot. */
export type SendEnd = { readonly error: SMTPError } | { readonly response: string };

/** How far a delivery had come when the library said how it ended. */
export type Progress = {
  readonly at: "envelope" | "body" | "released";
  /** The mark was made. */
  readonly marked: boolean;
  /** How many recipients were sent to RCPT, and which of them were refused there. */
  readonly recipients: number;
  readonly rejected: readonly SMTPError[];
};

/** Our account's fault, not the message's (mail.md 11.5). */
const ACCOUNT_CODES = new Set([503, 530, 534, 535, 538]);
const REPLY_TEXT_MAX = 1000;

/**
 * What an attempt's end means (mail.md 11.3, 11.5; the table is ports/mail.ts). Throws `HopFailed` for 421 and
 * `AccountRefused` for log-in trouble before the body; throws the library's own complaint about our envelope, because
 * that is our mistake.
 */
export function outcomeOf(end: SendEnd, progress: Progress): TransportOutcome {
  if ("error" in end) {
    return progress.at === "envelope" ? envelopeOutcome(end.error, progress) : bodyOutcome(end.error, progress);
  }
  const reply = replyOf(end.response);
  if (progress.at === "released" && !isTaken(end.response)) {
    return { kind: "unknown", text: `the reply cannot be understood: ${end.response.slice(0, REPLY_TEXT_MAX)}` };
  }
  if (progress.at === "released") return { kind: "accepted", reply, refused: refusedOf(progress) };
  return { kind: "broken", text: `${reply.code} before the end of the data`, marked: progress.marked };
}

/** Log-in trouble or hop trouble, for what goes wrong before there is a session. Not the library's error as the cause: it carries the reply as it came. */
export function hopError(error: SMTPError, destination: string, secret: string): HopFailed {
  const text = `${destination}: ${withoutSecret(secret, error.message)}`;
  const isAccount = error.responseCode !== undefined && ACCOUNT_CODES.has(error.responseCode);
  return new (isAccount ? AccountRefused : HopFailed)(text, { code: error.responseCode });
}

/** What begins with a 2 is not yet a reply that takes the mail: `25`, `2500`, or 250 in one line and 550 in the last. RFC 5321 §4.2 */
function isTaken(response: string): boolean {
  const lines = response.split("\n");
  const [first, last] = [lines[0], lines.at(-1)].map((line) => /^2\d\d(?=[ -]|$)/.exec(line ?? "")?.[0]);
  return first !== undefined && first === last;
}

/** A reply of one or several lines (joined by LF): code, enhanced code of the first line, text without both. */
function replyOf(response: string): TransportReply {
  const lines = response
    .split("\n")
    .map((line) => /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?: |$))?(.*)$/.exec(line));
  return {
    code: Number(lines[0]?.[1] ?? 0),
    enhancedCode: lines[0]?.[2] ?? "",
    text: lines
      .flatMap((line) => line?.[3]?.trim() ?? [])
      .join(" ")
      .slice(0, REPLY_TEXT_MAX),
  };
}

function envelopeOutcome(error: SMTPError, progress: Progress): TransportOutcome {
  if (error.command === "API") throw error;
  if (error.responseCode === 421) throw new HopFailed(error.message, { cause: error, code: 421 });
  if (error.command === "CONN") return { kind: "broken", text: error.message, marked: false };
  // The library compares with the peer's SIZE itself, before MAIL, and then there is no reply.
  const reply = error.response === undefined ? tooBigFor(error) : replyOf(error.response);
  if (ACCOUNT_CODES.has(reply.code)) throw new AccountRefused(error.message, { cause: error });
  // A peer that says something else altogether: nothing that it says of this message counts.
  if (reply.code < 400 || reply.code > 599) throw new HopFailed(error.message, { cause: error });
  if (error.command === "RCPT TO") return allRefused(reply, refusedOf(progress));
  const refused = error.command === "DATA" ? refusedOf(progress) : [];
  return { kind: reply.code < 500 ? "deferred" : "refused", reply, refused };
}

function allRefused(reply: TransportReply, refused: readonly RefusedRecipient[]): TransportOutcome {
  const forNow = refused.find((one) => one.reply.code < 500);
  return forNow === undefined
    ? { kind: "refused", reply, refused }
    : { kind: "deferred", reply: forNow.reply, refused };
}

function bodyOutcome(error: SMTPError, progress: Progress): TransportOutcome {
  const isReleased = progress.at === "released";
  const reply = replyOf(error.response ?? "");
  const isReply = error.command === "DATA" && reply.code >= 400 && reply.code < 600;
  if (isReply && (isReleased || reply.code !== 421)) {
    return { kind: reply.code < 500 ? "deferred" : "refused", reply, refused: refusedOf(progress) };
  }
  if (isReleased) return { kind: "unknown", text: error.message };
  return { kind: "broken", text: error.message, marked: progress.marked };
}

function refusedOf({ rejected, recipients }: Progress): readonly RefusedRecipient[] {
  return rejected.map((error) => {
    const reply = replyOf(error.response ?? "");
    // RFC 5321 §4.5.3.1.10: "too many recipients" was once 552.
    const isForNow = reply.code === 552 && recipients > 1;
    return { address: error.recipient ?? "", reply: isForNow ? { ...reply, code: 452 } : reply };
  });
}

function tooBigFor(error: SMTPError): TransportReply {
  return { code: 552, enhancedCode: "5.3.4", text: error.message };
}
