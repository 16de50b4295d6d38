import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Hub } from "./hub.ts";
import { poll, usualType } from "./long-polling.ts";
import type { Caller } from "./receive.ts";
import { type Refuse, refusals, refusing } from "./refusal.ts";
import { createSockets, type Sockets } from "./websocket.ts";

export type CometdOptions = {
  readonly hub: Hub;
  /** Basic or cookie (wire.md 1.5); undefined: nobody. */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | undefined>;
  /** Whether a page of this origin may speak to us (wire.md 1.6). Asked only when the request names an origin. */
  readonly originAllowed: (origin: string, host: string | undefined) => boolean;
  /** Setting `alwaysHttp200` (wire.md 1.4). */
  readonly alwaysHttp200?: () => boolean;
  /** Setting `websocket`. */
  readonly websocket: boolean;
  /** Somebody of this user is there: called for every request and every websocket message. */
  readonly onActivity?: (user: string) => void;
  /** Takes a websocket message's share of what the user may ask; else milliseconds until there is one (setting `requestRate`). */
  readonly waitMs?: (user: string) => number;
  readonly paths?: readonly string[];
};

/** Serves the Bayeux endpoint (wire.md 3.1). Closing the instance ends its websockets and stops the hub, so that no held connect delays it. */
export function registerCometd(fastify: FastifyInstance, options: CometdOptions): void {
  const { hub } = options;
  const onActivity = options.onActivity ?? (() => undefined);
  const told = { onMessage: onActivity, waitMs: options.waitMs ?? (() => 0) };
  const sockets = options.websocket ? createSockets(fastify, hub, told) : undefined;
  hub.serve(sockets === undefined ? ["long-polling"] : ["websocket", "long-polling"]);
  void fastify.register((scope, _, done) => {
    const callers = new WeakMap<FastifyRequest, Caller>();
    const refuse = refusing(options.alwaysHttp200 ?? (() => false));
    acceptAnyBody(scope, refuse);
    scope.addHook("onRequest", async (request, reply) => {
      if (request.method === "OPTIONS") {
        return reply.code(204).header("allow", allowed).header("cache-control", "no-store").send();
      }
      const caller = await admit(options, refuse, { request, reply });
      if (caller !== undefined) {
        callers.set(request, caller);
        onActivity(caller.user);
      }
    });
    scope.addHook("preClose", (closed) => {
      hub.stop();
      sockets?.stop();
      closed();
    });
    for (const url of options.paths ?? defaultPaths) {
      addRoutes(scope, url, { hub, sockets, refuse, callerOf: (request) => callers.get(request) });
    }
    done();
  });
}

/** RFC 9110 §9.3.7 */
const allowed = "POST, OPTIONS";
const defaultPaths = ["/api/v2/notifications", "/api/v2/notifications/*"];

type Endpoint = {
  readonly hub: Hub;
  readonly sockets: Sockets | undefined;
  readonly refuse: Refuse;
  readonly callerOf: (request: FastifyRequest) => Caller | undefined;
};

function addRoutes(scope: FastifyInstance, url: string, { hub, sockets, refuse, callerOf }: Endpoint): void {
  scope.post(url, { bodyLimit: hub.settings.requestBytesMax }, (request, reply) => {
    const caller = callerOf(request);
    if (caller !== undefined) {
      poll({ hub, refuse, caller }, request, reply);
    }
  });
  scope.route({
    method: ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url,
    handler: (request, reply) => {
      const caller = callerOf(request);
      if (caller === undefined || sockets?.accept(caller, request, reply) !== true) {
        refuse(reply.header("allow", allowed), refusals.wrongMethod);
      }
    },
  });
}

/** Authentication, then origin; a request that is answered here goes no further (order of checks: wire.md 1.4). */
async function admit(
  options: CometdOptions,
  refuse: Refuse,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<Caller | undefined> {
  const caller = await options.authenticate(request);
  if (caller === undefined) {
    if (request.headers["x-requested-with"] !== "XMLHttpRequest") {
      reply.header("www-authenticate", 'Basic realm="postroom", charset="UTF-8"');
    }
    refuse(reply, refusals.notAuthenticated);
    return undefined;
  }
  const { origin } = request.headers;
  if (origin !== undefined && !options.originAllowed(origin, request.headers.host)) {
    refuse(reply, refusals.foreignOrigin);
    return undefined;
  }
  return { ...caller, agentKey: agentKey(caller, request) };
}

/** One browser, by its HTTP session, else the same user, program and address. Programs other than browsers have connections to spare, and HTTP/2 shares one. */
function agentKey(caller: Caller, request: FastifyRequest): string | undefined {
  const agent = request.headers["user-agent"] ?? "";
  if (request.raw.httpVersionMajor > 1 || !agent.startsWith("Mozilla/")) {
    return undefined;
  }
  return caller.session ?? `${caller.user} ${request.ip} ${agent}`;
}

/**
 * The body stays text whatever it is said to be; Fastify's own parsers know neither a missing type nor our envelope. Its bytes are joined
 * before they are decoded, so a character may be split over segments. What is usual is named, or its name would be parsed each time.
 */
function acceptAnyBody(scope: FastifyInstance, refuse: Refuse): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([usualType, "*"], { parseAs: "string" }, (_request, body, done) => done(null, body));
  scope.setErrorHandler((error: FastifyError, _request, reply) => {
    // Fastify would close the connection while the client still writes, and it would not see the answer.
    reply.removeHeader("connection");
    if (error.statusCode === 413) {
      return refuse(reply, refusals.tooLarge);
    }
    if (error.statusCode === 415) {
      return refuse(reply, refusals.wrongType);
    }
    throw error;
  });
}
