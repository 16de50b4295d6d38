import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Asker } from "./authentication.ts";
import { strictHeaders, strictTransport } from "./headers.ts";
import { hasClearHost } from "./host.ts";
import type { PresentSettings } from "./present-settings.ts";
import { noteRequest } from "./request-log.ts";
import type { HttpSettings } from "./settings.ts";
import type { Silence } from "./silence.ts";

/** What the hooks do for every request, for one that is answered in front of the framework: `hooks.ts` says the same of all others. */
export type Front = {
  /** What log-in looks at. Undefined: the request has something that only the framework looks after. */
  askerOf(request: IncomingMessage): Asker | undefined;
  /** Answers 200 with JSON and the headers of every answer. */
  send(request: IncomingMessage, response: ServerResponse, json: string): void;
  /** The answer is out, or nobody is there to hear it. `route`: its pattern; `sinceMs`: when the request came, by `performance.now()`. */
  over(response: ServerResponse, request: { readonly route: string; readonly sinceMs: number }): void;
};

export function createFront(options: {
  readonly fastify: FastifyInstance;
  readonly silence: Silence;
  readonly noted: { readonly log: Log; readonly metrics: Metrics };
  readonly present: PresentSettings;
  readonly settings: HttpSettings;
  readonly isStopping: () => boolean;
}): Front {
  const { fastify, silence, noted, present, settings, isStopping } = options;
  return {
    askerOf(request) {
      const { headers } = request;
      const latest = present.latest();
      const isOfElsewhere =
        headers.origin !== undefined && latest?.corsAllowedOrigins.includes(headers.origin) !== false;
      const isPassedOn = settings.trustedProxies.length > 0 && passedOn.some((name) => headers[name] !== undefined);
      return isStopping() || isOfElsewhere || isPassedOn || !hasClearHost(request)
        ? undefined
        : new Plain(request, fastify);
    },
    send(request, response, json) {
      const headers = [...always];
      if (present.latest()?.publicUrl?.startsWith("https:") === true)
        headers.push("strict-transport-security", strictTransport);
      if (isStopping()) headers.push("connection", "close");
      headers.push("content-length", String(Buffer.byteLength(json)));
      silence.watchReader({ raw: request }, { raw: response });
      response.writeHead(200, headers).end(json);
    },
    over(response, { route, sinceMs }) {
      silence.answered({ raw: response });
      if (!response.writableFinished) return;
      noteRequest({ method: "POST", route, status: 200, ms: Math.round(performance.now() - sinceMs) }, true, noted);
    },
  };
}

/** A request that comes straight from its client. */
class Plain implements Asker {
  readonly #request: IncomingMessage;
  readonly #fastify: FastifyInstance;

  constructor(request: IncomingMessage, fastify: FastifyInstance) {
    this.#request = request;
    this.#fastify = fastify;
  }

  get headers(): IncomingMessage["headers"] {
    return this.#request.headers;
  }

  get ip(): string {
    return this.#request.socket.remoteAddress ?? "";
  }

  get cookies(): Asker["cookies"] {
    return this.#fastify.parseCookie(this.headers.cookie ?? "");
  }
}

/** By these a proxy says whom it speaks for. */
const passedOn = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"] as const;

/** In the order of the framework's answers. */
const always: readonly string[] = [
  ...Object.entries(strictHeaders).flatMap(([name, value]) => [name, String(value)]),
  ...["vary", "Origin"],
  ...["cache-control", "no-store"],
  ...["content-type", "application/json; charset=utf-8"],
];
