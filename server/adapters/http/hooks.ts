import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import Fastify, { type FastifyInstance } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { answerClientError } from "./client-error.ts";
import { corsFor } from "./cors.ts";
import type { Edge } from "./edge.ts";
import { failure, unreadable } from "./failure.ts";
import { createFront, type Front } from "./front.ts";
import { isOverTls, strictHeaders, strictTransport } from "./headers.ts";
import { hasClearHost } from "./host.ts";
import { noteAnswered } from "./request-log.ts";
import { discardRest } from "./rest-of-body.ts";
import type { HttpSettings } from "./settings.ts";
import { watchSilence } from "./silence.ts";
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

/** What happens to every request, in this order, and what stands in front of it for some. Most of it waits for nothing: a promise for each step would cost more than the steps. */
export function addHooks(
  fastify: FastifyInstance,
  noted: { readonly log: Log; readonly metrics: Metrics },
  { present, admission, settings, isStopping }: Hooked,
): Front {
  const unknown = answerUnknown(admission);
  const silence = watchSilence(settings.silenceMs);
  fastify.addHook("onRequest", (_, reply, done) => {
    reply.headers(strictHeaders);
    done();
  });
  void fastify
    .register(cookie)
    .register(cors, { delegator: corsFor(present) })
    .after(() => {
      fastify.addHook("onRequest", (request, reply, done) => {
        if (!hasClearHost(request.raw)) throw failure(unreadable, { Connection: "close" });
        if (!request.is404) return done();
        unknown(request, reply).then(() => done(), done);
      });
      fastify.addHook("preParsing", (request, reply, _, done) => {
        silence.watchBody(request, reply);
        done();
      });
      fastify.addHook("onSend", (request, reply, _, done) => {
        if (isOverTls(request, present.latest()?.publicUrl)) reply.header("Strict-Transport-Security", strictTransport);
        if (isStopping()) reply.header("Connection", "close");
        silence.watchReader(request, reply);
        discardRest(request, settings);
        done();
      });
      fastify.addHook("onResponse", (request, reply, done) => {
        silence.answered(reply);
        noteAnswered(request, reply, noted);
        done();
      });
      fastify.addHook("onClose", (_, done) => {
        silence.stop();
        done();
      });
    });
  return createFront({ fastify, silence, noted, present, settings, isStopping });
}
