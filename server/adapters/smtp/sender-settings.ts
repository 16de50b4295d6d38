/** Every limit of the sender (mail.md 11.5, 1.2). */
export type SenderSettings = {
  readonly connectionsMax: number;
  readonly mailsPerConnectionMax: number;
  /** An unused connection is closed after this. */
  readonly idleMs: number;
  /** DNS, connect, greeting, TLS, log-in; also the RSET before a connection is used again. */
  readonly connectMs: number;
  /** Silence of the next hop. Below ten minutes after the dot causes double mail (RFC 5321 §4.5.3.2): shorter in tests only. */
  readonly replyMs: number;
  /** How long `stop()` waits for deliveries behind their mark (reliability.md 2.10). */
  readonly stopMs: number;
  readonly replyBytesMax: number;
};

export const senderDefaults: SenderSettings = {
  connectionsMax: 5,
  mailsPerConnectionMax: 100,
  idleMs: 30_000,
  connectMs: 60_000,
  replyMs: 600_000,
  stopMs: 25_000,
  replyBytesMax: 65_536,
};
