import type { ServerResponse } from "node:http";
import type { BayeuxRequest } from "@postroom/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isHandshake, readMessages } from "./bayeux.ts";
import type { Hub } from "./hub.ts";
import type { Caller } from "./receive.ts";
import { type EndpointRefusal, type Refuse, refusals } from "./refusal.ts";
import type { Line } from "./registry.ts";

/** One POST: a message or an array of them in, an array out, at once or when the held connect has something to say. */
export function poll({ hub, refuse, caller }: Polled, request: FastifyRequest, reply: FastifyReply): void {
  if (!isJson(request)) {
    refuse(reply, refusals.wrongType);
    return;
  }
  const messages = messagesIn(request.body, hub);
  // It may be held for long.
  request.body = undefined;
  if ("status" in messages) {
    refuse(messages === refusals.full ? reply.header("retry-after", String(retryAfterSeconds)) : reply, messages);
    return;
  }
  receiveOn(reply.raw, { hub, caller, messages }, (json) => {
    reply.header("cache-control", "no-store").type("application/json; charset=utf-8").send(json);
  });
}

type Polled = { readonly hub: Hub; readonly refuse: Refuse; readonly caller: Caller };

/** The messages of a body, or why nobody looks at them. */
export function messagesIn(body: unknown, hub: Hub): readonly BayeuxRequest[] | EndpointRefusal {
  const json = parse(body);
  if (json === undefined) {
    return refusals.notJson;
  }
  if (Array.isArray(json) && json.length > hub.settings.messagesPerRequestMax) {
    return refusals.tooManyMessages;
  }
  const messages = readMessages(json);
  return hub.isFull() && messages.some(isHandshake) ? refusals.full : messages;
}

type Received = { readonly hub: Hub; readonly caller: Caller; readonly messages: readonly BayeuxRequest[] };

/** Gives messages to the hub, which answers them by `send`, once, while there is anybody to hear it; `over`: it is done, or there is nobody. */
export function receiveOn(
  response: ServerResponse,
  { hub, caller, messages }: Received,
  send: (json: string) => void,
  over: () => void = () => undefined,
): void {
  const line: Line = {
    kind: "long-polling",
    session: caller.session,
    lives: new Set(),
    close: () => response.destroy(),
    write: (json) => {
      if (response.destroyed) {
        return "closed";
      }
      cutSlowReader(response, json.length, hub.settings.slowAnswerMs);
      send(json);
      return "written";
    },
  };
  // The response's `close`: a request's `aborted` no longer comes once its body was read (cometd.md 2, 14).
  response.once("close", () => {
    hub.left(line, caller.user);
    over();
  });
  hub.receive(caller, messages, line);
}

/** Small answers fit into the socket's buffer; a large one that is not read would stay in our memory. */
function cutSlowReader(response: ServerResponse, length: number, slowAnswerMs: number): void {
  if (length < largeAnswer) {
    return;
  }
  const timer = setTimeout(() => response.destroy(), slowAnswerMs);
  response.once("close", () => clearTimeout(timer));
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
