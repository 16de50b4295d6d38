import type { FastifyRequest } from "fastify";
import type { HttpSettings } from "./settings.ts";

type Limits = Pick<HttpSettings, "discardedBytesMax" | "discardedMs">;

/**
 * Reads away unseen what a client still sends of a body that was answered early: closed while it writes, its connection would break before
 * it has seen why. Beyond the limits the connection is closed all the same. RFC 9112 §9.6
 */
export function discardRest({ raw }: FastifyRequest, { discardedBytesMax, discardedMs }: Limits): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = raw.headers;
  if (raw.complete || raw.readableEnded || (length === "0" && encoding === undefined)) return;
  const { socket } = raw;
  let bytes = 0;
  const count = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    if (bytes > discardedBytesMax) socket.destroy();
  };
  const timer = setTimeout(() => socket.destroy(), discardedMs);
  timer.unref();
  const stop = (): void => {
    clearTimeout(timer);
    raw.off("data", count);
    socket.off("close", stop);
  };
  socket.once("close", stop);
  raw.on("data", count).once("end", stop).resume();
}
