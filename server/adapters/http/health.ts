import type { FastifyInstance, FastifyReply } from "fastify";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { failed, success } from "../../wire/answers.ts";
import type { Answer } from "../../wire/entry.ts";
import { failures } from "../../wire/status.ts";
import { failure, retryAfter } from "./failure.ts";
import { isSame } from "./guard.ts";
import type { SendAnswer } from "./replies.ts";

export type HealthOptions = {
  /** name → whether it works. One that throws does not. */
  readonly checks: Readonly<Record<string, () => boolean | Promise<boolean>>>;
  /** How much is pending, by stage. Throws `NotApplied` when that cannot be known. */
  readonly pending: () => Promise<Readonly<Record<string, number>>>;
  /** The last time that the wall clock was set: worth knowing, but nothing stops working by it. reliability.md 2.6 */
  readonly wallStep?: () => { readonly stepMs: number; readonly seenAt: string } | undefined;
  readonly metrics: Metrics;
  /** The bearer token that `/metrics` asks for; undefined: open. */
  readonly metricsToken: string | undefined;
  readonly log: Log;
  readonly send: SendAnswer;
};

/** What operators and their tools ask, without log-in, in the envelopes of everything else. product.md; wire.md 1.3 */
export function addHealth(fastify: FastifyInstance, options: HealthOptions): void {
  const { metrics, metricsToken, send } = options;
  // By its own status, whatever `alwaysHttp200` says: what watches a server reads nothing else.
  const told = (reply: FastifyReply, answer: Answer): FastifyReply => send(reply, answer, true);
  fastify.get("/health/live", (_, reply) => told(reply, success({})));
  fastify.get("/health/ready", async (_, reply) => {
    const checks = await checked(options);
    const broken = Object.keys(checks).filter((name) => checks[name] === false);
    const step = options.wallStep?.();
    const known = step === undefined ? { checks } : { checks, wallStep: step };
    return told(reply, broken.length === 0 ? success(known) : notReady(broken, known));
  });
  fastify.get("/health/quiet", async (_, reply) => {
    const pending = await options.pending();
    const isQuiet = Object.values(pending).every((count) => count === 0);
    return told(reply, isQuiet ? success({ pending }) : busy(pending));
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

type Checks = Readonly<Record<string, boolean>>;
type Counts = Readonly<Record<string, number>>;

const notReady = (broken: readonly string[], besides: Readonly<Record<string, unknown>>): Answer =>
  failed({ ...failures.unavailable, text: `not ready: ${broken.join(", ")}`, besides }, retryAfter(2));

/** The one failure with further keys: the counts are what one asks for. product.md */
function busy(pending: Counts): Answer {
  const counts = Object.entries(pending).flatMap(([stage, count]) => (count === 0 ? [] : [`${stage} ${count}`]));
  return failed({ code: 2, http: 409, text: `pending: ${counts.join(", ")}`, besides: { pending } });
}

const fresh = (reply: FastifyReply): FastifyReply => reply.header("Cache-Control", "no-store");

/** Every check, at the same time. */
async function checked({ checks, log }: HealthOptions): Promise<Checks> {
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
