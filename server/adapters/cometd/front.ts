import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Hub } from "./hub.ts";
import { messagesIn, receiveOn } from "./long-polling.ts";
import type { Caller } from "./receive.ts";

/** What log-in looks at. */
export type Asker = Pick<FastifyRequest, "headers" | "ip" | "cookies">;

/** What the server does for every request, for those that are answered in front of the framework. */
export type Front = {
  /** Undefined: the request has something that only the framework looks after. */
  askerOf(request: IncomingMessage): Asker | undefined;
  /** Answers 200 with JSON and the headers of every answer. */
  send(request: IncomingMessage, response: ServerResponse, json: string): void;
  /** The answer is out, or nobody is there to hear it. `route`: its pattern; `sinceMs`: when the request came, by `performance.now()`. */
  over(response: ServerResponse, request: { readonly route: string; readonly sinceMs: number }): void;
};

export type FrontOptions = {
  readonly hub: Hub;
  readonly front: Front;
  readonly authenticate: (asker: Asker) => Promise<Caller | undefined>;
  /** The caller as the hub knows it; undefined: the request is to be refused. */
  readonly admit: (caller: Caller, asker: Asker) => Caller | undefined;
  readonly onActivity: (user: string) => void;
  readonly paths: readonly string[];
};

/** Who asked, of requests that went to the framework after that was found out: it is not to count, or to fail, twice. */
export type Asked = WeakMap<IncomingMessage, Promise<Caller | undefined>>;

/**
 * Answers polls in front of the framework, whose hooks and objects cost more than all else of a delivery (cometd.md 4), as long as
 * nothing is unusual about them: what is refused, slow, large or strange goes to the framework unread, and is answered there as ever.
 */
export function answerInFront(fastify: FastifyInstance, options: FrontOptions): Asked {
  const asked: Asked = new WeakMap();
  const routes = plainTargets(options.paths);
  const bytesMax = options.hub.settings.requestBytesMax;
  fastify.server.removeAllListeners("request");
  fastify.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const route = routes.get(request.url ?? "");
    const asker = route !== undefined && isPlain(request, bytesMax) ? options.front.askerOf(request) : undefined;
    if (route === undefined || asker === undefined) {
      fastify.routing(request, response);
      return;
    }
    const sinceMs = performance.now();
    const asking = options.authenticate(asker);
    const handOver = (who: Promise<Caller | undefined>): void => {
      // The framework may refuse before it asks.
      who.catch(() => undefined);
      asked.set(request, who);
      fastify.routing(request, response);
    };
    asking
      .then((caller) => {
        const admitted = caller === undefined ? undefined : options.admit(caller, asker);
        if (admitted === undefined || !answered(options, admitted, { request, response, route, sinceMs })) {
          handOver(asking);
        }
      })
      .catch((error: unknown) => handOver(Promise.reject(error)));
  });
  return asked;
}

type Polling = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: string;
  readonly sinceMs: number;
};

/** Answers, now or later; false: it cannot be done here, and nothing was done. A usual body has arrived by now: it came with the head. */
function answered(
  { hub, front, onActivity }: FrontOptions,
  caller: Caller,
  { request, response, ...asked }: Polling,
): boolean {
  const isHere = request.readableLength === Number(request.headers["content-length"]);
  const bytes: unknown = isHere && !response.destroyed ? request.read() : undefined;
  if (!Buffer.isBuffer(bytes)) {
    return false;
  }
  const messages = messagesIn(bytes.toString(), hub);
  if ("status" in messages) {
    request.unshift(bytes);
    return false;
  }
  onActivity(caller.user);
  receiveOn(
    response,
    { hub, caller, messages },
    (json) => front.send(request, response, json),
    () => front.over(response, asked),
  );
  return true;
}

/** Which route each target of the published clients has. */
function plainTargets(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    paths.flatMap((path) =>
      path.endsWith("/*")
        ? suffixes.map((suffix) => [path.replace("*", suffix), path] as const)
        : [[path, path] as const],
    ),
  );
}

/** What published clients say; whatever else is right, too, is read by the framework. */
function isPlain({ method, headers }: IncomingMessage, bytesMax: number): boolean {
  const { "content-type": type = "", "content-length": length = "0" } = headers;
  const bytes = Number(length);
  return (
    method === "POST" &&
    plainType.test(type) &&
    bytes > 0 &&
    bytes <= bytesMax &&
    headers.expect === undefined &&
    headers.upgrade === undefined
  );
}

/** Clients append what they do (wire.md 3.1). */
const suffixes = ["handshake", "connect", "disconnect"];
const plainType = /^application\/json(?:; ?charset=utf-8)?$/i;
