import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Asked, type Asker, answerInFront, type Front, type FrontOptions } from "./front.ts";
import type { Hub } from "./hub.ts";
import { poll, usualType } from "./long-polling.ts";
import type { Caller } from "./receive.ts";
import { type Refuse, refusals, refusing } from "./refusal.ts";
import { createSockets, type Sockets } from "./websocket.ts";

export type CometdOptions = {
  readonly hub: Hub;
  /** Basic or cookie (wire.md 1.5); undefined: nobody. */
  readonly authenticate: (asker: Asker) => Promise<Caller | undefined>;
  /** Absent: the framework answers everything. */
  readonly front?: Front;
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
  const paths = options.paths ?? defaultPaths;
  const asked = options.front === undefined ? undefined : front(fastify, { ...options, front: options.front, paths });
  void fastify.register((scope, _, done) => {
    const callers = new WeakMap<FastifyRequest, Caller>();
    const refuse = refusing(options.alwaysHttp200 ?? (() => false));
    acceptAnyBody(scope, refuse);
    scope.addHook("onRequest", async (request, reply) => {
      if (request.method === "OPTIONS") {
        return reply.code(204).header("allow", allowed).header("cache-control", "no-store").send();
      }
      const caller = await admit(options, refuse, { request, reply, asked });
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
    for (const url of paths) {
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

const front = (fastify: FastifyInstance, options: CometdOptions & Pick<FrontOptions, "front" | "paths">): Asked =>
  answerInFront(fastify, {
    ...options,
    onActivity: options.onActivity ?? (() => undefined),
    admit: (caller, asker) =>
      isForeign(asker, options) ? undefined : { ...caller, agentKey: agentKey(caller, asker) },
  });

/** Authentication, then origin; a request that is answered here goes no further (order of checks: wire.md 1.4). */
async function admit(
  options: CometdOptions,
  refuse: Refuse,
  {
    request,
    reply,
    asked,
  }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly asked: Asked | undefined },
): Promise<Caller | undefined> {
  const caller = await (asked?.get(request.raw) ?? options.authenticate(request));
  if (caller === undefined) {
    if (request.headers["x-requested-with"] !== "XMLHttpRequest") {
      reply.header("www-authenticate", 'Basic realm="postroom", charset="UTF-8"');
    }
    refuse(reply, refusals.notAuthenticated);
    return undefined;
  }
  if (isForeign(request, options)) {
    refuse(reply, refusals.foreignOrigin);
    return undefined;
  }
  return { ...caller, agentKey: request.raw.httpVersionMajor > 1 ? undefined : agentKey(caller, request) };
}

/** A page speaks that may not. */
const isForeign = ({ headers: { origin, host } }: Asker, { originAllowed }: CometdOptions): boolean =>
  origin !== undefined && !originAllowed(origin, host);

/** One browser, by its HTTP session, else the same user, program and address. Programs other than browsers have connections to spare, and HTTP/2 shares one. */
function agentKey(caller: Caller, asker: Asker): string | undefined {
  const agent = asker.headers["user-agent"] ?? "";
  if (!agent.startsWith("Mozilla/")) {
    return undefined;
  }
  return caller.session ?? `${caller.user} ${asker.ip} ${agent}`;
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
