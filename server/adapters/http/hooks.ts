import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { answerClientError } from "./client-error.ts";
import { corsFor } from "./cors.ts";
import type { Edge } from "./edge.ts";
import { failure, unreadable } from "./failure.ts";
import { isOverTls, strictHeaders, strictTransport } from "./headers.ts";
import { noteAnswered } from "./request-log.ts";
import { discardRest } from "./rest-of-body.ts";
import type { HttpSettings } from "./settings.ts";
import { watchBody, watchReader } from "./silence.ts";
import { tidyUrl } from "./tidy-url.ts";
import { answerUnknown } from "./unknown-path.ts";

/** A strict parser with the limits of reliability.md 2.12; paths are tidied before they are routed. */
export function newFastify(settings: HttpSettings): FastifyInstance {
  return Fastify({
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    keepAliveTimeout: settings.keepAliveMs,
    requestTimeout: settings.requestMs,
    // Whoever comes while we stop, by a connection that is open, is still served.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: settings.headerBytesMax },
    rewriteUrl: (request) => tidyUrl(request.url ?? "/"),
    clientErrorHandler: answerClientError,
    http: {
      maxHeaderSize: settings.headerBytesMax,
      headersTimeout: settings.headersMs,
      connectionsCheckingInterval: Math.ceil(settings.headersMs / 3),
      insecureHTTPParser: false,
      // Checked by ourselves, so that it is answered as everything else is.
      requireHostHeader: false,
    },
  });
}

type Hooked = Pick<Edge, "present" | "admission"> & {
  readonly settings: HttpSettings;
  readonly isStopping: () => boolean;
};

/** What happens to every request, in this order. */
export function addHooks(
  fastify: FastifyInstance,
  noted: { readonly log: Log; readonly metrics: Metrics },
  { present, admission, settings, isStopping }: Hooked,
): void {
  void fastify
    .register(cookie)
    .register(helmet, strictHeaders)
    .register(cors, { delegator: (request: FastifyRequest) => corsFor(request, present) })
    .after(() => {
      fastify.addHook("onRequest", async (request) => refuseUnclearHost(request));
      fastify.addHook("onRequest", answerUnknown(admission));
      fastify.addHook("preParsing", async (request, reply) => watchBody(request, reply, settings.silenceMs));
      fastify.addHook("onSend", async (request, reply) => {
        if (isOverTls(request, present.latest()?.publicUrl)) reply.header("Strict-Transport-Security", strictTransport);
        if (isStopping()) reply.header("Connection", "close");
        watchReader(request, reply, settings.silenceMs);
        discardRest(request, settings);
      });
      fastify.addHook("onResponse", async (request, reply) => noteAnswered(request, reply, noted));
    });
}

/** One `Host`, which HTTP/1.0 may leave out: a proxy before us may have read another of two. RFC 9112 §3.2 */
function refuseUnclearHost({ raw }: FastifyRequest): void {
  const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length;
  const isClear = hosts === 1 || (hosts === 0 && raw.httpVersion === "1.0");
  if (!isClear) throw failure(unreadable, { Connection: "close" });
}
