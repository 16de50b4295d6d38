import type { FastifyReply, FastifyRequest } from "fastify";
import { failure, tooLate } from "./failure.ts";

/** How often within the allowed silence one listens. */
const looks = 3;

/** Answers 408 when the rest of a body does not come for `silenceMs`, whoever reads it. reliability.md 2.12 */
export function watchBody({ raw }: FastifyRequest, reply: FastifyReply, silenceMs: number): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = raw.headers;
  if (raw.complete || (length === "0" && encoding === undefined)) return;
  watch(reply, silenceMs, {
    isOver: () => raw.complete || reply.sent,
    progress: () => raw.socket.bytesRead,
    onSilence: () => void reply.send(failure(tooLate, { Connection: "close" })),
  });
}

/** Cuts a client that stops reading its answer for `silenceMs`, so that it does not stay in our memory. reliability.md 7.2 S25 */
export function watchReader({ raw }: FastifyRequest, reply: FastifyReply, silenceMs: number): void {
  watch(reply, silenceMs, {
    isOver: () => false,
    // Before the answer begins nothing can be unread.
    progress: () => (reply.raw.headersSent ? `${raw.socket.bytesWritten} ${raw.socket.writableLength}` : {}),
    onSilence: () => void reply.raw.destroy(),
  });
}

type Watching = {
  readonly isOver: () => boolean;
  /** Something that is different when there was progress. */
  readonly progress: () => unknown;
  readonly onSilence: () => void;
};

/** Ends with the answer. */
function watch(reply: FastifyReply, silenceMs: number, { isOver, progress, onSilence }: Watching): void {
  let seen = progress();
  let silentLooks = 0;
  const stop = () => clearInterval(timer);
  const timer = setInterval(() => {
    if (isOver()) return stop();
    const now = progress();
    silentLooks = now === seen ? silentLooks + 1 : 0;
    seen = now;
    if (silentLooks < looks) return;
    stop();
    onSilence();
  }, silenceMs / looks);
  timer.unref();
  reply.raw.once("close", stop).once("finish", stop);
}
