import type { FastifyReply, FastifyRequest } from "fastify";
import { isHandshake, readMessages } from "./bayeux.ts";
import type { Hub } from "./hub.ts";
import type { Caller } from "./receive.ts";
import { type Refuse, refusals } from "./refusal.ts";
import type { Line } from "./registry.ts";

/** One POST: a message or an array of them in, an array out, at once or when the held connect has something to say. */
export function poll({ hub, refuse, caller }: Polled, request: FastifyRequest, reply: FastifyReply): void {
  if (!isJson(request)) {
    refuse(reply, refusals.wrongType);
    return;
  }
  const json = parse(request.body);
  // It may be held for long.
  request.body = undefined;
  if (json === undefined) {
    refuse(reply, refusals.notJson);
    return;
  }
  if (Array.isArray(json) && json.length > hub.settings.messagesPerRequestMax) {
    refuse(reply, refusals.tooManyMessages);
    return;
  }
  const messages = readMessages(json);
  if (hub.isFull() && messages.some(isHandshake)) {
    refuse(reply.header("retry-after", String(retryAfterSeconds)), refusals.full);
    return;
  }
  const line = answerLine(reply, caller, hub.settings.slowAnswerMs);
  // The response's `close`: a request's `aborted` no longer comes once its body was read (cometd.md 2, 14).
  reply.raw.once("close", () => hub.left(line, caller.user));
  hub.receive(caller, messages, line);
}

type Polled = { readonly hub: Hub; readonly refuse: Refuse; readonly caller: Caller };

function answerLine(reply: FastifyReply, { session }: Caller, slowAnswerMs: number): Line {
  return {
    kind: "long-polling",
    session,
    lives: new Set(),
    close: () => reply.raw.destroy(),
    write: (json) => {
      if (reply.raw.destroyed) {
        return "closed";
      }
      cutSlowReader(reply, json.length, slowAnswerMs);
      reply.header("cache-control", "no-store").type("application/json; charset=utf-8").send(json);
      return "written";
    },
  };
}

/** Small answers fit into the socket's buffer; a large one that is not read would stay in our memory. */
function cutSlowReader(reply: FastifyReply, length: number, slowAnswerMs: number): void {
  if (length < largeAnswer) {
    return;
  }
  const timer = setTimeout(() => reply.raw.destroy(), slowAnswerMs);
  reply.raw.once("close", () => clearTimeout(timer));
}

/** JSON, or nothing said where the caller proved itself in the request: a cookie alone needs the type, which no foreign form can send (wire.md 1.6). */
function isJson(request: FastifyRequest): boolean {
  const type = request.headers["content-type"];
  if (type === undefined) {
    return request.headers.authorization !== undefined;
  }
  return type === usualType || /^\s*application\/json\s*(?:;|$)/i.test(type);
}

/** `undefined`: not JSON. */
function parse(body: unknown): unknown {
  try {
    return typeof body === "string" ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

/** How clients name what they send, if they say no more. */
export const usualType = "application/json";
const largeAnswer = 16_384;
const retryAfterSeconds = 5;
