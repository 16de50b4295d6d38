import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { failure, tooLate } from "./failure.ts";

/** How often within the allowed silence one listens. */
const looks = 3;

/** Who keeps silent in the middle of something. One timer looks after all of them: a timer for each would cost every request one or two. */
export type Silence = {
  /** Answers 408 when the rest of a body does not come for `silenceMs`, whoever reads it. reliability.md 2.12 */
  watchBody(request: FastifyRequest, reply: FastifyReply): void;
  /** Cuts a client that stops reading its answer for `silenceMs`, so that it does not stay in our memory. reliability.md 7.2 S25 */
  watchReader(request: OfNode<IncomingMessage>, reply: OfNode<ServerResponse>): void;
  /** The answer has gone out. */
  answered(reply: OfNode<ServerResponse>): void;
  stop(): void;
};

type OfNode<Side> = { readonly raw: Side };

export function watchSilence(silenceMs: number): Silence {
  const bodies = new Map<ServerResponse, Watched<FastifyReply>>();
  const readers = new Map<ServerResponse, Watched<OfNode<ServerResponse>>>();
  const timer = setInterval(() => {
    look(bodies, body);
    look(readers, reader);
  }, silenceMs / looks);
  timer.unref();
  return {
    watchBody({ raw }, reply) {
      const { "content-length": length = "0", "transfer-encoding": encoding } = raw.headers;
      if (raw.complete || (length === "0" && encoding === undefined)) return;
      bodies.set(reply.raw, { raw, reply, seen: raw.socket.bytesRead, silentLooks: -1 });
    },
    watchReader({ raw }, reply) {
      bodies.delete(reply.raw);
      readers.set(reply.raw, { raw, reply, seen: undefined, silentLooks: -1 });
    },
    answered: (reply) => void readers.delete(reply.raw),
    stop: () => clearInterval(timer),
  };
}

/** `silentLooks` begins below 0, because the first look may come at once. */
type Watched<Reply> = {
  readonly raw: IncomingMessage;
  readonly reply: Reply;
  seen: unknown;
  silentLooks: number;
};

type Watching<Reply> = {
  readonly isOver: (watched: Watched<Reply>) => boolean;
  /** Something that is different when there was progress; undefined: there can be none yet. */
  readonly progress: (watched: Watched<Reply>) => unknown;
  readonly onSilence: (watched: Watched<Reply>) => void;
};

const body: Watching<FastifyReply> = {
  isOver: ({ raw, reply }) => raw.complete || reply.sent,
  progress: ({ raw }) => raw.socket.bytesRead,
  onSilence: ({ reply }) => void reply.send(failure(tooLate, { Connection: "close" })),
};

const reader: Watching<OfNode<ServerResponse>> = {
  isOver: () => false,
  // Before the answer begins nothing can be unread.
  progress: ({ raw, reply }) =>
    reply.raw.headersSent ? `${raw.socket.bytesWritten} ${raw.socket.writableLength}` : undefined,
  onSilence: ({ reply }) => void reply.raw.destroy(),
};

/** Whoever went away without hearing the whole answer is not told of by `answered`. */
function look<Reply>(
  watched: Map<ServerResponse, Watched<Reply>>,
  { isOver, progress, onSilence }: Watching<Reply>,
): void {
  for (const [response, one] of watched) {
    if (response.destroyed || isOver(one)) {
      watched.delete(response);
      continue;
    }
    const now = progress(one);
    one.silentLooks = now === undefined || now !== one.seen ? 0 : one.silentLooks + 1;
    one.seen = now;
    if (one.silentLooks < looks) continue;
    watched.delete(response);
    onSilence(one);
  }
}
