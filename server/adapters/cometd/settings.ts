import type { WordingName } from "./wording.ts";

/** Every limit and span of the Bayeux server (cometd.md 2). Sizes are bytes of UTF-8, times milliseconds. */
export type BayeuxSettings = {
  /** How long a connect is held at most; below the idle time-out of common proxies (setting `longPollTimeout`). */
  readonly longPollTimeoutMs: number;
  /** A session ends when no connect follows an answer within this time and the session's interval (`bayeuxMaxInterval`). */
  readonly maxIntervalMs: number;
  /** The longest interval that a client may claim for itself. */
  readonly clientIntervalMsMax: number;
  /** Clients that lost their session come back spread over this time. */
  readonly reconnectSpreadMs: number;
  readonly requestBytesMax: number;
  readonly messagesPerRequestMax: number;
  readonly channelLengthMax: number;
  readonly subscriptionsPerSessionMax: number;
  readonly sessionsPerUserMax: number;
  readonly sessionsMax: number;
  /** `bayeuxQueueMax`. */
  readonly queueMessagesMax: number;
  readonly queueBytesMax: number;
  /** What may wait for a slow websocket reader in this process. */
  readonly bufferedBytesMax: number;
  readonly socketsPerUserMax: number;
  /** HTTP/1.1 browsers open six connections per host: more held connects than this leave none for the page's own requests. */
  readonly heldPerAgentMax: number;
  /** How often a browser's further sessions poll. */
  readonly crowdedIntervalMs: number;
  readonly pingIntervalMs: number;
  /** How long a closing websocket may take to say good-bye. */
  readonly closeGraceMs: number;
  /** How long a client may take to read one answer before its connection is cut. */
  readonly slowAnswerMs: number;
  readonly sweepIntervalMs: number;
  /** Sessions looked at in one sweep. */
  readonly sweepSessionsMax: number;
  readonly wording: WordingName;
};

export const bayeuxDefaults: BayeuxSettings = {
  longPollTimeoutMs: 30_000,
  maxIntervalMs: 30_000,
  clientIntervalMsMax: 30_000,
  reconnectSpreadMs: 3_000,
  requestBytesMax: 65_536,
  messagesPerRequestMax: 100,
  channelLengthMax: 256,
  subscriptionsPerSessionMax: 50,
  sessionsPerUserMax: 100,
  sessionsMax: 20_000,
  queueMessagesMax: 2_000,
  queueBytesMax: 2_097_152,
  bufferedBytesMax: 2_097_152,
  socketsPerUserMax: 100,
  heldPerAgentMax: 3,
  crowdedIntervalMs: 2_000,
  pingIntervalMs: 20_000,
  closeGraceMs: 1_000,
  slowAnswerMs: 30_000,
  sweepIntervalMs: 1_000,
  sweepSessionsMax: 5_000,
  wording: "3.1",
};
