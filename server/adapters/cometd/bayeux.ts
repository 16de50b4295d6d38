import { type BayeuxReply, type BayeuxRequest, bayeuxRequest } from "@postroom/contract";
import { take } from "./acknowledgement.ts";
import { handshakeAdvice } from "./advice.ts";
import { isChannel, isMeta, isReserved } from "./channels.ts";
import { connect } from "./connect.ts";
import { accepted, type Given, type Hold, refused, type Step } from "./given.ts";
import { handshake } from "./handshake.ts";
import { type Session, takesPushes } from "./session.ts";
import { subscribe, unsubscribe } from "./subscriptions.ts";
import { wordings } from "./wording.ts";

/** What a request did: the session afterwards (undefined: none), what goes back, and the connect that waits. */
export type Exchange = {
  readonly session: Session | undefined;
  /** Written deliveries; they stand before the replies. */
  readonly deliveries: readonly string[];
  readonly replies: readonly BayeuxReply[];
  readonly hold?: Hold;
};

/**
 * The whole protocol: what one request's messages do to the session that they name. Pure; never throws, whatever the messages are
 * (cometd.md 1).
 */
export function exchange(session: Session | undefined, messages: readonly BayeuxRequest[], given: Given): Exchange {
  const first = messages.findIndex(isHandshake);
  if (first !== -1) {
    return greet(first, messages, given);
  }
  let present = session;
  let hold: Hold | undefined;
  const deliveries: string[] = [];
  const replies: BayeuxReply[] = [];
  for (const message of messages) {
    const step = answer(present, message, given, messages.length === 1);
    present = step.session;
    hold = step.hold;
    deliveries.push(...(step.deliveries ?? []));
    replies.push(...(step.reply === undefined ? [] : [step.reply]));
  }
  if (present !== undefined && hold === undefined && given.transport === "websocket" && takesPushes(present)) {
    const taken = take(present);
    return { session: taken.session, deliveries: [...deliveries, ...taken.deliveries], replies };
  }
  return { session: present, deliveries, replies, ...(hold === undefined ? {} : { hold }) };
}

/** A request's JSON as messages: one or an array of them. What is no message becomes one without a channel. */
export function readMessages(json: unknown): readonly BayeuxRequest[] {
  const parts: readonly unknown[] = Array.isArray(json) && json.length > 0 ? json : [json];
  return parts.map((part) => bayeuxRequest.parse(part));
}

export function isHandshake(message: BayeuxRequest): boolean {
  return message.channel === "/meta/handshake";
}

/** A handshake speaks for its request: whatever came with it has no effect, and no advice that could undo the handshake's. */
function greet(first: number, messages: readonly BayeuxRequest[], given: Given): Exchange {
  const { unknownClient } = wordings[given.settings.wording];
  const step = handshake(messages[first] ?? {}, given);
  const replies = messages.map((message, index) =>
    index === first && step.reply !== undefined ? step.reply : refused(message, unknownClient),
  );
  return { session: step.session, deliveries: [], replies };
}

function answer(session: Session | undefined, message: BayeuxRequest, given: Given, isAlone: boolean): Step {
  const wording = wordings[given.settings.wording];
  const { channel } = message;
  if (channel === undefined || channel === "") {
    return { session, reply: refused(message, wording.channelMissing) };
  }
  if (!isChannel(channel, given.settings.channelLengthMax)) {
    return { session, reply: refused(message, wording.channelInvalid) };
  }
  if (session === undefined || message.clientId !== session.clientId) {
    const advice = handshakeAdvice(given.spreadMs);
    return { session, reply: refused(message, wording.unknownClient, { advice }) };
  }
  switch (channel) {
    case "/meta/connect":
      return connect(session, message, given, isAlone);
    case "/meta/subscribe":
      return subscribe(session, message, given);
    case "/meta/unsubscribe":
      return unsubscribe(session, message, given);
    case "/meta/disconnect":
      return { session: undefined, reply: accepted(message) };
    default:
      return { session, reply: publish(channel, message, given) };
  }
}

/** Clients publish nowhere; `/service/**` is where extensions of the library talk, and gets silence (cometd.md 2, 21). */
function publish(channel: string, message: BayeuxRequest, given: Given): BayeuxReply {
  const wording = wordings[given.settings.wording];
  if (isMeta(channel)) {
    return refused(message, wording.messageDeleted);
  }
  return isReserved(channel) ? accepted(message) : refused(message, wording.publishDenied(channel));
}
