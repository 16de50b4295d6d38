import assert from "node:assert/strict";
import { Socket } from "node:net";
import { setTimeout as after, setImmediate as turn } from "node:timers/promises";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPEnvelope, SMTPError } from "nodemailer/lib/smtp-connection";
import type { TransportOutcome } from "../../domain/delivery/transport-outcome.ts";
import { type Envelope, HopFailed, type SealedBytes } from "../../ports/mail.ts";
import { type AddressedEnvelope, addressedFor, needsSmtpUtf8 } from "./sender-addresses.ts";
import { createHeldBody, type HeldBody, heldBytes } from "./sender-body.ts";
import { cut, type HopConnection, isAlive } from "./sender-connection.ts";
import { hasUtf8Header } from "./sender-header.ts";
import { outcomeOf, type Progress, type SendEnd } from "./sender-outcome.ts";

const FLUSH_LOOK_MS = 5;

export type Delivered = {
  readonly outcome: TransportOutcome;
  /** The peer has answered and waits for the next command. */
  readonly isReusable: boolean;
};

/**
 * One attempt, in the order of mail.md 11.3. Throws `HopFailed` before the body, what reading the message throws, and what `beforeDot`
 * throws; then nothing was handed over and the connection is cut.
 */
export async function deliver(
  connection: HopConnection,
  envelope: Envelope,
  raw: SealedBytes,
  beforeDot: () => Promise<boolean>,
): Promise<Delivered> {
  await assertSealed(envelope, raw);
  const isInternational = await hasUtf8Header(raw);
  const needs = { hasSmtpUtf8: connection.hasSmtpUtf8, hasUtf8Header: isInternational };
  const addressed = addressedFor(needs, envelope);
  if (addressed.to.length === 0) {
    const { refused } = addressed;
    const reply = refused.find((one) => one.reply === needsSmtpUtf8)?.reply ?? refused[0]?.reply ?? needsSmtpUtf8;
    return { outcome: { kind: "refused", reply, refused }, isReusable: true };
  }
  const attempt = begin(connection, { ...addressed, isInternational }, raw);
  const { outcome, isReusable } = await conclude(attempt, beforeDot);
  return { outcome: asWritten(outcome, addressed), isReusable };
}

type Attempt = {
  readonly smtp: SMTPConnection;
  readonly replyMs: number;
  readonly body: HeldBody;
  readonly recipients: number;
  readonly ended: Promise<SendEnd>;
  /** The end, once there is one. */
  end(): SendEnd | undefined;
  progress(at: Progress["at"], marked: boolean): Progress;
  /** Every recipient was answered for, one way or the other (mail.md 1.2.1). */
  isAnsweredFor(): boolean;
};

/** The library keeps its own account of the recipients in the object that it is given. */
type TrackedEnvelope = SMTPEnvelope & {
  readonly accepted?: string[];
  readonly rejectedErrors?: SMTPError[];
  /** Read by `HopSmtp`. */
  readonly isInternational: boolean;
};

type Begun = AddressedEnvelope & { readonly isInternational: boolean };

function begin({ smtp, replyMs }: HopConnection, addressed: Begun, raw: SealedBytes): Attempt {
  const body = createHeldBody(raw);
  const tracked: TrackedEnvelope = {
    ...{ from: addressed.from, to: [...addressed.to], size: raw.size },
    ...reportAsked(addressed),
    isInternational: addressed.isInternational,
  };
  let end: SendEnd | undefined;
  const ended = new Promise<SendEnd>((resolve) => {
    smtp.send(tracked, body.stream, (error, sent) => {
      end = error === null ? { response: sent.response } : { error };
      resolve(end);
    });
  });
  const rejected = () => tracked.rejectedErrors ?? [];
  const recipients = addressed.to.length;
  return {
    smtp,
    replyMs,
    body,
    ended,
    recipients,
    end: () => end,
    progress: (at, marked) => ({ at, marked, recipients, rejected: rejected() }),
    isAnsweredFor: () => (tracked.accepted?.length ?? 0) + rejected().length === recipients,
  };
}

/** A report of failure or delay, headers only, that names our mail (RFC 3461). Not for the null sender: nobody would get it. mail.md 8.1 */
const reportAsked = ({ from, id }: AddressedEnvelope): Pick<SMTPEnvelope, "dsn"> =>
  id === undefined || from === "" ? {} : { dsn: { ret: "HDRS", envid: id } };

async function conclude(attempt: Attempt, beforeDot: () => Promise<boolean>): Promise<Delivered> {
  const { smtp, body, ended } = attempt;
  const isInTime = await envelopeInTime(attempt);
  if (!isInTime) return broken(attempt, tooLate, false);
  if (body.hasBegun()) assertAsked(smtp);
  await Promise.race([body.reached, ended]);
  await flushed(attempt);
  const failure = body.failure();
  if (failure !== undefined) {
    cut(smtp);
    throw failure;
  }
  const early = attempt.end();
  if (early !== undefined && !body.hasBegun()) {
    return { outcome: outcomeOf(early, attempt.progress("envelope", false)), isReusable: isAlive(smtp) };
  }
  if (early !== undefined) return broken(attempt, early, false);

  const mayGoOn = await orCut(smtp, beforeDot);
  if (!mayGoOn) {
    cut(smtp);
    return { outcome: { kind: "stopped" }, isReusable: false };
  }
  // Two turns of the event loop: what the peer did while the mark was made is seen in the second at the latest.
  await turn();
  await turn();
  if (attempt.end() !== undefined || !isAlive(smtp) || !attempt.isAnsweredFor()) {
    return broken(attempt, attempt.end() ?? { error: new Error("the connection was closed before the dot") }, true);
  }
  body.release();
  const end = await orLate(ended, attempt.replyMs);
  if (end === tooLate) cut(smtp);
  const outcome = outcomeOf(end, attempt.progress("released", true));
  return { outcome, isReusable: outcome.kind !== "unknown" && isAlive(smtp) };
}

/** The library counts silence, and a reply that drips is none. mail.md 11.3 step 5 */
const tooLate: SendEnd = { error: new Error("no whole reply in time") };

/** MAIL, each RCPT and DATA have their time; then the body goes at the pace of the peer. */
async function envelopeInTime({ body, ended, recipients, replyMs }: Attempt): Promise<boolean> {
  return (await orLate(Promise.race([body.begun, ended]), (recipients + 2) * replyMs)) !== tooLate;
}

/** The library begins at any 2 or 3; who takes DATA for a command that is done would take the message for commands. RFC 5321 §4.3.2 */
function assertAsked(smtp: SMTPConnection): void {
  const reply = smtp.lastServerResponse || "";
  if (/^3\d\d(?=[ -]|$)/.test(reply)) return;
  cut(smtp);
  throw new HopFailed(`the next hop did not ask for the message: ${reply.slice(0, 200)}`);
}

async function orLate<T>(ended: Promise<T>, limitMs: number): Promise<T | SendEnd> {
  const { promise: late, resolve } = Promise.withResolvers<SendEnd>();
  const timer = setTimeout(() => resolve(tooLate), Math.min(limitMs, timerMaxMs)).unref();
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}

const timerMaxMs = 2_147_483_647;

/** The message stands half-sent in this connection: nothing else may follow in it. */
function broken(attempt: Attempt, end: SendEnd, marked: boolean): Delivered {
  cut(attempt.smtp);
  return { outcome: outcomeOf(end, attempt.progress("body", marked)), isReusable: false };
}

/** Waits until the body has left this process, so that little can go wrong between the mark and the dot. */
async function flushed(attempt: Attempt): Promise<void> {
  const socket = attempt.smtp._socket;
  await turn();
  while (attempt.end() === undefined && socket instanceof Socket && socket.writableLength > 0)
    await after(FLUSH_LOOK_MS);
}

async function orCut(smtp: SMTPConnection, beforeDot: () => Promise<boolean>): Promise<boolean> {
  try {
    return await beforeDot();
  } catch (error) {
    cut(smtp);
    throw error;
  }
}

function asWritten(outcome: TransportOutcome, addressed: AddressedEnvelope): TransportOutcome {
  if (!("refused" in outcome)) return outcome;
  const refused = outcome.refused.map(({ address, reply }) => ({ address: addressed.written(address), reply }));
  return { ...outcome, refused: [...addressed.refused, ...refused] };
}

async function assertSealed(envelope: Envelope, { size, open }: SealedBytes): Promise<void> {
  const end = size > 2 ? await Array.fromAsync(open({ start: size - 2, end: size })) : [];
  assert.ok(Buffer.concat(end).equals(heldBytes), "a sealed message ends with CR LF");
  assert.ok(envelope.to.length > 0, "a sealed message has recipients");
  for (const address of [envelope.from, ...envelope.to]) {
    assert.ok(!/[\p{Cc}<>]/u.test(address), "an envelope address has no control characters or angle brackets");
  }
}
