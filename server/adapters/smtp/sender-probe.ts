import { TLSSocket } from "node:tls";
import { type HopOptions, openConnection, quit } from "./sender-connection.ts";

/** How the next hop presents itself. */
export type HopFound = {
  /** Such as `TLSv1.3`; undefined: clear text. */
  readonly protocol: string | undefined;
  readonly isUnverified: boolean;
  /** Milliseconds since 1970. */
  readonly certificateEndsAt: number | undefined;
};

/** Connects as for a mail, TLS and log-in included, and leaves again. Throws `HopFailed`. */
export async function probeHop(options: HopOptions): Promise<HopFound> {
  const { smtp, isUnverified } = await openConnection(options);
  const socket = smtp._socket;
  const isTls = socket instanceof TLSSocket;
  const endsAt = isTls ? Date.parse(socket.getPeerCertificate().valid_to) : Number.NaN;
  const protocol = isTls ? (socket.getProtocol() ?? undefined) : undefined;
  quit(smtp);
  return { protocol, isUnverified, certificateEndsAt: Number.isNaN(endsAt) ? undefined : endsAt };
}
