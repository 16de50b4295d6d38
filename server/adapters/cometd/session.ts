import { nextBatch } from "./acknowledgement.ts";
import type { BayeuxSettings } from "./settings.ts";

export type Transport = "long-polling" | "websocket";

/** One push connection of one user, as the protocol sees it. Plain and immutable: sockets and timers are the hub's. */
export type Session = {
  readonly clientId: string;
  readonly user: string;
  /** The acknowledgement extension was agreed on in the handshake. */
  readonly hasAcknowledgement: boolean;
  readonly subscriptions: ReadonlySet<string>;
  readonly hasConnected: boolean;
  /** Where the latest connect came from. */
  readonly transport: Transport;
  /** How long the client may stay away by its own word or our advice, before `maxIntervalMs` counts. */
  readonly intervalMs: number;
  /** Steady time since when no connect is held; undefined while one is. */
  readonly idleSinceMs: number | undefined;
  /** Number of the last closed batch; 0: none (acknowledgement extension). */
  readonly batch: number;
  /** What the client has not got yet, or has not acknowledged; oldest first. */
  readonly queue: readonly Waiting[];
  readonly queueBytes: number;
};

/** A delivery as it will travel, written once for all sessions. */
export type Delivery = { readonly json: string; readonly bytes: number };

export type Waiting = Delivery & {
  readonly sinceMs: number;
  /** The first batch that carries it. */
  readonly batch: number;
};

export function openSession(opening: {
  readonly clientId: string;
  readonly user: string;
  readonly hasAcknowledgement: boolean;
  readonly transport: Transport;
  readonly nowMs: number;
}): Session {
  return {
    clientId: opening.clientId,
    user: opening.user,
    hasAcknowledgement: opening.hasAcknowledgement,
    transport: opening.transport,
    idleSinceMs: opening.nowMs,
    subscriptions: nothing,
    hasConnected: false,
    intervalMs: 0,
    batch: 0,
    queue: [],
    queueBytes: 0,
  };
}

/**
 * The session with one more message waiting; undefined when that is more than it may hold: then it has to end (cometd.md 2, Limits). One
 * message alone always fits, however large: its client is not slow, and would lose every session it opens.
 */
export function withDelivery(
  session: Session,
  delivery: Delivery,
  nowMs: number,
  settings: BayeuxSettings,
): Session | undefined {
  const queueBytes = session.queueBytes + delivery.bytes;
  const isFull = session.queue.length >= settings.queueMessagesMax || queueBytes > settings.queueBytesMax;
  if (isFull && session.queue.length > 0) {
    return undefined;
  }
  const waiting = { json: delivery.json, bytes: delivery.bytes, sinceMs: nowMs, batch: nextBatch(session) };
  return { ...session, queue: [...session.queue, waiting], queueBytes };
}

/** Whether one of the patterns is subscribed. */
export function isSubscribed(session: Session, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => session.subscriptions.has(pattern));
}

/** Over websocket without the acknowledgement extension messages need no connect (cometd.md 2, 20). */
export function takesPushes(session: Session): boolean {
  return session.transport === "websocket" && session.hasConnected && !session.hasAcknowledgement;
}

/** The client stayed away for too long (cometd.md 2, 13). Never while a connect is held. */
export function isExpired(session: Session, nowMs: number, settings: BayeuxSettings): boolean {
  return session.idleSinceMs !== undefined && nowMs - session.idleSinceMs > session.intervalMs + settings.maxIntervalMs;
}

const nothing: ReadonlySet<string> = new Set();
