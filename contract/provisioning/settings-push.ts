import { bytes, count, seconds, toggle } from "./units.ts";

/** Bounds of the push channel; beyond each a session ends so that its client reads again, never a hole. cometd.md 2, reliability.md 2.12 */
export const pushSettings = {
  websocket: toggle(true, "CometD over WebSocket beside long-polling."),
  longPollTimeout: seconds(30, "How long a poll is held without a message.", { min: 1, max: 300 }),
  bayeuxMaxInterval: seconds(30, "A push session without a connect ends after this time.", { min: 1 }),
  bayeuxQueueMax: count(2_000, "Messages that may wait for one push session.", { min: 10 }),
  bayeuxQueueBytesMax: bytes(2_097_152, "Bytes that may wait for one push session.", { min: 65_536 }),
  bayeuxBufferedBytesMax: bytes(2_097_152, "Bytes that may wait in the socket of one push session.", { min: 65_536 }),
  bayeuxMessageBytesMax: bytes(65_536, "Largest Bayeux message from a client.", { min: 1_024 }),
  bayeuxMessagesMax: count(100, "Bayeux messages in one request.", { min: 1 }),
  bayeuxSubscriptionsMax: count(50, "Subscriptions of one push session.", { min: 1 }),
  bayeuxSessionsPerUserMax: count(100, "Push sessions of one user.", { min: 1 }),
  bayeuxSessionsMax: count(20_000, "Push sessions of one process.", { min: 1 }),
  bayeuxConnectsPerBrowserMax: count(3, "Polls held for one user agent over HTTP/1.1.", { min: 1 }),
  bayeuxHandshakeSpread: seconds(3, "Clients that must shake hands again are spread over this time.", { max: 60 }),
  bayeuxPingInterval: seconds(20, "Pause between pings on a WebSocket.", { min: 1 }),
};
