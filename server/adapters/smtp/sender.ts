import type { TransportOutcome } from "../../domain/delivery/transport-outcome.ts";
import type { Log } from "../../ports/log.ts";
import type { MailTransport } from "../../ports/mail.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { openConnection } from "./sender-connection.ts";
import { deliver } from "./sender-delivery.ts";
import { createPool } from "./sender-pool.ts";
import type { Relay } from "./sender-relay.ts";
import { type SenderSettings, senderDefaults } from "./sender-settings.ts";

export type TransportOptions = {
  readonly relay: Relay;
  /** What we call ourselves in EHLO. */
  readonly name: string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** PEM of further authorities that vouch for the relay. */
  readonly ca?: string;
  readonly settings?: Partial<SenderSettings>;
};

/**
 * Hands mail to the relay over its own pool of connections; one delivery per `connect()`. Throws when the URL has a
 * problem, credentials without TLS above all (mail.md 11.6).
 */
export function createTransport(options: TransportOptions): MailTransport {
  const { relay } = options;
  if (relay.credentials !== undefined && relay.tls === "offered") throw new Error("the relay's credentials need TLS");
  const settings = { ...senderDefaults, ...options.settings };
  const destination = `${relay.host}:${relay.port}`;
  const hop = { relay, name: options.name, ca: options.ca, settings };
  let isNoted = false;

  const open = async () => {
    const connection = await openConnection(hop);
    if (connection.isUnverified && !isNoted) {
      isNoted = true;
      options.log.warn({ destination }, "the relay's certificate cannot be verified");
    }
    return connection;
  };
  const pool = createPool(open, settings);
  const note = ({ kind }: TransportOutcome) => options.metrics.count("postroom_relay_mails_total", { outcome: kind });

  return {
    destination,
    connect: async () => {
      const loan = await pool.borrow();
      let isReusable = false;
      return {
        deliver: async (envelope, raw, beforeDot) => {
          const delivered = await deliver(loan.connection, envelope, raw, beforeDot);
          isReusable = delivered.isReusable;
          note(delivered.outcome);
          return delivered.outcome;
        },
        release: () => loan.giveBack(isReusable),
      };
    },
    stop: () => pool.stop(),
  };
}
