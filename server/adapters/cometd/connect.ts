import type { BayeuxReply, BayeuxRequest } from "@postroom/contract";
import { acknowledge, take } from "./acknowledgement.ts";
import { crowdedAdvice, noAdviceToReturn, retryAdvice } from "./advice.ts";
import { accepted, type Given, type Hold, type Step } from "./given.ts";
import type { Session } from "./session.ts";
import type { BayeuxSettings } from "./settings.ts";
import { timesync } from "./timesync.ts";

/**
 * `/meta/connect`: held until there is a message, unless something speaks for answering at once (cometd.md 2, 8, 17 and 19): it is the
 * session's first, it did not come alone, messages or unacknowledged ones wait, the client asks for it, its browser holds enough connects.
 */
export function connect(session: Session, message: BayeuxRequest, given: Given, isAlone: boolean): Step {
  const { settings } = given;
  const acknowledged = session.hasAcknowledgement ? acknowledge(session, message.ext?.ack) : session;
  const isCrowded = given.isCrowded && session.hasConnected;
  const present: Session = {
    ...acknowledged,
    hasConnected: true,
    transport: given.transport,
    intervalMs: isCrowded
      ? settings.crowdedIntervalMs
      : within(message.advice?.interval, 0, settings.clientIntervalMsMax),
  };
  const hold: Hold = {
    message,
    timeoutMs: within(message.advice?.timeout, settings.longPollTimeoutMs, settings.longPollTimeoutMs),
    receivedMs: given.nowMs,
    wallMs: given.wallMs,
  };
  if (session.hasConnected && isAlone && !isCrowded && present.queue.length === 0 && hold.timeoutMs > 0) {
    return { session: { ...present, idleSinceMs: undefined }, hold };
  }
  const answered = answerConnect(present, hold, given.nowMs, settings);
  return isCrowded ? { ...answered, reply: { ...answered.reply, advice: crowdedAdvice(settings) } } : answered;
}

/** A connect's answer with everything that waits; from now on the session is idle. */
export function answerConnect(
  session: Session,
  hold: Hold,
  nowMs: number,
  settings: BayeuxSettings,
): { readonly session: Session; readonly deliveries: readonly string[]; readonly reply: BayeuxReply } {
  const taken = take(session);
  const ack = session.hasAcknowledgement ? { ack: taken.session.batch } : {};
  const reply = accepted(hold.message, { advice: retryAdvice(settings), ...extensions(hold, nowMs, ack) });
  return { session: { ...taken.session, idleSinceMs: nowMs }, deliveries: taken.deliveries, reply };
}

/** The answer to a connect whose place a newer one takes. It closes no batch, so nothing can be acknowledged by it. */
export function replacedConnect(hold: Hold, nowMs: number, settings: BayeuxSettings): BayeuxReply {
  return accepted(hold.message, { advice: retryAdvice(settings), ...extensions(hold, nowMs, {}) });
}

/** The answer to a connect that was held when its client disconnected (cometd.md 2, 12). */
export function lastConnect(hold: Hold, nowMs: number): BayeuxReply {
  return accepted(hold.message, { advice: noAdviceToReturn, ...extensions(hold, nowMs, {}) });
}

function extensions(hold: Hold, nowMs: number, ack: { readonly ack?: number }): Pick<BayeuxReply, "ext"> {
  const sync = timesync(hold.message, hold.wallMs, nowMs - hold.receivedMs);
  const ext = { ...ack, ...(sync === undefined ? {} : { timesync: sync }) };
  return Object.keys(ext).length === 0 ? {} : { ext };
}

/** What the client asks for, if it makes sense, and never more than `max`. */
function within(asked: number | undefined, otherwise: number, max: number): number {
  return asked === undefined || asked < 0 ? otherwise : Math.min(asked, max);
}
