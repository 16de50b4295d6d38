import assert from "node:assert/strict";
import { type Exchange, exchange, readMessages } from "./bayeux.ts";
import type { Given } from "./given.ts";
import { openSession, type Session, withDelivery } from "./session.ts";
import { bayeuxDefaults } from "./settings.ts";

export const settings = bayeuxDefaults;

/** Alice over long-polling, one second after the start. */
export const given: Given = {
  settings,
  nowMs: 1_000,
  wallMs: 1_700_000_000_000,
  user: "alice",
  transport: "long-polling",
  transports: ["websocket", "long-polling"],
  admission: { kind: "admitted", clientId: "c1" },
  isCrowded: false,
  spreadMs: 1_234.5,
};

/** What a request with this JSON does. */
export function ask(session: Session | undefined, json: unknown): Exchange {
  return exchange(session, readMessages(JSON.parse(JSON.stringify(json))), given);
}

/** A session straight after its handshake. */
export function fresh(): Session {
  return openSession({
    clientId: "c1",
    user: "alice",
    hasAcknowledgement: false,
    transport: "long-polling",
    nowMs: given.nowMs,
  });
}

export function connected(): Session {
  return { ...fresh(), hasConnected: true };
}

/** The session with that many numbered messages waiting. */
export function filled(session: Session, count: number, from = 0): Session {
  let queued = session;
  for (let number = from; number < from + count; number += 1) {
    const json = JSON.stringify({ channel: "/v2/me/emails", data: { number } });
    const next = withDelivery(queued, { json, bytes: json.length }, given.nowMs, settings);
    assert.ok(next);
    queued = next;
  }
  return queued;
}

/** The numbers of the messages that a request was answered with. */
export function numbers(result: Exchange): readonly number[] {
  return result.deliveries.map((json) => JSON.parse(json).data.number);
}

export const greeting = { channel: "/meta/handshake", supportedConnectionTypes: ["long-polling"] };

export function connect(more: object = {}): object {
  return { channel: "/meta/connect", clientId: "c1", connectionType: "long-polling", ...more };
}

export function subscribeTo(subscription: unknown): object {
  return { channel: "/meta/subscribe", clientId: "c1", subscription };
}
