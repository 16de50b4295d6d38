import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { createTransport } from "../adapters/smtp/sender.ts";
import type { Relay } from "../adapters/smtp/sender-relay.ts";
import type { SenderSettings } from "../adapters/smtp/sender-settings.ts";
import type { TransportOutcome } from "../domain/delivery/transport-outcome.ts";
import type { Envelope, MailTransport, SealedBytes } from "../ports/mail.ts";
import { atEnd, type Scope } from "./at-end.ts";
import { silentLog } from "./silent-log.ts";

type Options = {
  readonly relay?: Relay;
  readonly ca?: string;
  readonly settings?: Partial<SenderSettings>;
  /** Hears the warnings. */
  readonly noted?: (message: string) => void;
};

/** A transport to a peer on this port, or to another relay. */
export function openTransport(scope: Scope | undefined, port: number, options: Options = {}): MailTransport {
  const { noted } = options;
  const transport = createTransport({
    relay: options.relay ?? { host: "127.0.0.1", port, tls: "offered", credentials: undefined },
    name: "postroom.test",
    log: noted === undefined ? silentLog : { ...silentLog, warn: (_fields, message) => noted(message) },
    metrics: createMetrics(),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    settings: { stopMs: 1000, ...options.settings },
  });
  if (scope !== undefined) atEnd(scope, () => transport.stop());
  return transport;
}

/** One attempt over a connection of its own. */
export async function sendOnce(
  scope: Scope,
  port: number,
  envelope: Envelope,
  raw: Uint8Array,
  beforeDot: () => Promise<boolean> = async () => true,
): Promise<TransportOutcome> {
  const session = await openTransport(scope, port).connect();
  try {
    return await session.deliver(envelope, sealed(raw), beforeDot);
  } finally {
    session.release();
  }
}

/** Bytes as the transport reads them. */
export const sealed = (raw: Uint8Array): SealedBytes => ({
  size: raw.length,
  open: async function* ({ start, end }) {
    if (start < end) yield raw.subarray(start, end);
  },
});

/** A sealed message with these lines as its body. */
export function mail(...lines: readonly string[]): Buffer {
  return Buffer.from(`${["Subject: test", "", ...lines].join("\r\n").replace(/(?:\r\n)+$/, "")}\r\n`);
}
