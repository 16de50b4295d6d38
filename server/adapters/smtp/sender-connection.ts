import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPError } from "nodemailer/lib/smtp-connection";
import { HopFailed } from "../../ports/mail.ts";
import { hopError } from "./sender-outcome.ts";
import type { Relay } from "./sender-relay.ts";
import type { SenderSettings } from "./sender-settings.ts";
import { HopSmtp } from "./sender-smtp.ts";

/** A connection that has said EHLO, TLS and log-in. */
export type HopConnection = {
  readonly smtp: SMTPConnection;
  readonly hasSmtpUtf8: boolean;
  /** TLS with a certificate that nobody vouches for. */
  readonly isUnverified: boolean;
  /** How long a whole reply may take. */
  readonly replyMs: number;
};

export type HopOptions = {
  readonly relay: Relay;
  /** What we call ourselves in EHLO. */
  readonly name: string;
  /** PEM of further authorities; the system's unless given. */
  readonly ca: string | undefined;
  readonly settings: SenderSettings;
};

/** Connects, or throws `HopFailed` (`AccountRefused` when the log-in is refused): nothing was handed over. */
export async function openConnection(options: HopOptions): Promise<HopConnection> {
  const { relay, settings } = options;
  const smtp = new HopSmtp(connectionOptions(options));
  // The library counts silence, and a reply that drips is none.
  const timer = setTimeout(() => smtp.emit("error", new Error("no whole reply in time")), openMs(settings));
  try {
    await connected(smtp);
    const hasSmtpUtf8 = /^250[ -]SMTPUTF8\b/im.test(smtp.lastServerResponse || "");
    if (relay.credentials !== undefined) await loggedIn(smtp, relay.credentials);
    const isUnverified = smtp._socket instanceof TLSSocket && !smtp._socket.authorized;
    return { smtp, hasSmtpUtf8, isUnverified, replyMs: settings.replyMs };
  } catch (error) {
    cut(smtp);
    const failed = error instanceof Error ? error : new Error(String(error));
    throw hopError(failed, `${relay.host}:${relay.port}`, relay.credentials?.password ?? "");
  } finally {
    clearTimeout(timer);
  }
}

const openMs = ({ connectMs, replyMs }: SenderSettings): number => connectMs + replyMs;

/** Whether the peer has neither closed nor failed, as far as this process has seen. */
export function isAlive(smtp: SMTPConnection): boolean {
  const socket = smtp._socket;
  return !smtp.destroyed && socket instanceof Socket && !socket.destroyed && socket.writable && !socket.readableEnded;
}

/** Brings a used connection back to its beginning, and proves that it still lives. Throws when it does not, at the latest after `limitMs`. */
export function reset(smtp: SMTPConnection, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      smtp.off("end", ended);
      if (error === null) resolve();
      else reject(error);
    };
    const ended = () => settle(new HopFailed("the connection ended"));
    const timer = setTimeout(() => settle(new HopFailed("no answer to RSET")), limitMs);
    smtp.once("end", ended);
    smtp.reset(settle);
  });
}

/** Says QUIT and closes. */
export function quit(smtp: SMTPConnection): void {
  if (isAlive(smtp)) smtp.quit();
  else smtp.close();
}

/** Ends a connection at once: what was not yet sent never leaves. */
export function cut(smtp: SMTPConnection): void {
  if (smtp._socket instanceof Socket) smtp._socket.destroy();
  smtp.close();
}

function connectionOptions({ relay, name, ca, settings }: HopOptions): SMTPConnection.Options {
  return {
    host: relay.host,
    port: relay.port,
    name,
    secure: relay.tls === "implicit",
    requireTLS: relay.tls === "required",
    opportunisticTLS: relay.tls === "offered",
    // Without credentials an unverified certificate is better than clear text (RFC 7435), and noted.
    tls: { rejectUnauthorized: relay.credentials !== undefined, ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: settings.connectMs,
    greetingTimeout: settings.connectMs,
    dnsTimeout: settings.connectMs,
    socketTimeout: settings.replyMs,
    socketCloseTimeout: 0,
    maxResponseSize: settings.replyBytesMax,
    logger: false,
  };
}

function connected(smtp: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the connection's life: what fails is told to whom it concerns by callbacks, and nobody else may die of it.
    smtp.on("error", reject);
    smtp.once("end", () => reject(new Error("the connection ended before it was ready")));
    smtp.connect((error?: SMTPError) => (error === undefined ? resolve() : reject(error)));
  });
}

function loggedIn(smtp: SMTPConnection, { user, password }: NonNullable<Relay["credentials"]>): Promise<void> {
  if (!smtp.secure) throw new Error("credentials never go in clear text");
  return new Promise((resolve, reject) => {
    smtp.once("error", reject);
    smtp.login({ user, pass: password }, (error) => (error === null ? resolve() : reject(error)));
  });
}
