import type { FastifyInstance, FastifyReply } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { failures } from "../../wire/status.ts";
import { failure } from "./failure.ts";
import { isSame } from "./guard.ts";

export type HealthOptions = {
  /** name → whether it works. One that throws does not. */
  readonly checks: Readonly<Record<string, () => boolean | Promise<boolean>>>;
  /** How much is pending, by stage. Throws `NotApplied` when that cannot be known. */
  readonly pending: () => Promise<Readonly<Record<string, number>>>;
  readonly metrics: Metrics;
  /** The bearer token that `/metrics` asks for; undefined: open. */
  readonly metricsToken: string | undefined;
  readonly log: Log;
};

/** What operators and their tools ask, without log-in. product.md */
export function addHealth(fastify: FastifyInstance, options: HealthOptions): void {
  const { metrics, metricsToken } = options;
  fastify.get("/health/live", async (_, reply) => fresh(reply).send({ status: "live" }));
  fastify.get("/health/ready", async (_, reply) => {
    const checks = await checked(options);
    const isReady = Object.values(checks).every((works) => works);
    return fresh(reply)
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? "ready" : "not ready", checks });
  });
  fastify.get("/health/quiet", async (_, reply) => {
    const pending = await options.pending();
    const isQuiet = Object.values(pending).every((count) => count === 0);
    return fresh(reply)
      .code(isQuiet ? 200 : 409)
      .send({ status: isQuiet ? "quiet" : "busy", pending });
  });
  fastify.get("/metrics", async (request, reply) => {
    const given = request.headers.authorization ?? "";
    if (metricsToken !== undefined && !isSame(given.replace(/^bearer +/i, ""), metricsToken)) {
      throw failure(failures.notAuthenticated, { "WWW-Authenticate": "Bearer" });
    }
    return fresh(reply)
      .type("text/plain; version=0.0.4; charset=utf-8")
      .send(await metrics.text());
  });
}

const fresh = (reply: FastifyReply): FastifyReply => reply.header("Cache-Control", "no-store");

/** Every check, at the same time. */
async function checked({ checks, log }: HealthOptions): Promise<Readonly<Record<string, boolean>>> {
  const results = Object.entries(checks).map(async ([name, check]): Promise<readonly [string, boolean]> => {
    try {
      return [name, await check()];
    } catch (cause) {
      log.warn({ cause, check: name }, "a readiness check failed");
      return [name, false];
    }
  });
  return Object.fromEntries(await Promise.all(results));
}
