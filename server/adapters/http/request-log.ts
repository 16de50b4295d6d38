import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { isWriting } from "./guard.ts";

/** One line and one count per request; the route's pattern instead of the path, so that no id and no secret gets into labels. */
export function noteAnswered(
  request: FastifyRequest,
  reply: FastifyReply,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): void {
  const route = request.routeOptions.url ?? "none";
  const fields = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
  noteRequest(fields, isWriting(request) && !request.is404, { log, metrics });
}

/** The same for what the framework does not see. */
export function noteRequest(
  fields: { readonly method: string; readonly route: string; readonly status: number; readonly ms: number },
  isWorthALine: boolean,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): void {
  if (isWorthALine) log.info(fields, "request");
  else log.debug(fields, "request");
  const method = counted.includes(fields.method) ? fields.method : "other";
  metrics.count("postroom_http_requests_total", { method, status: `${Math.floor(fields.status / 100)}xx` });
}

const counted = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
