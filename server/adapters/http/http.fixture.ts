import type { TestContext } from "node:test";
import { atEnd } from "../../testing/at-end.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { createMetrics } from "../metrics/prometheus.ts";
import { systemChance } from "../time/system.ts";
import { createHttpServer, type HttpServer, type HttpServerOptions } from "./server.ts";
import { httpDefaults } from "./settings.ts";

/** A server on a contact centre of its own, not listening yet. */
export type TestHttp = HttpServer & { readonly centre: Centre; ask(request: Ask): Promise<Answer> };

export type Ask = {
  readonly method?: string;
  readonly path: string;
  /** User name; the password is the one that `acme` gives. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly remoteAddress?: string;
  /** JSON, or text or bytes as they are. */
  readonly body?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookie: string | undefined;
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
};

export type Given = {
  readonly file?: unknown;
  readonly centre?: Centre;
  readonly options?: Partial<HttpServerOptions>;
};

export const settingsOf = (settings: object) => ({ ...acme, settings });

export async function startHttp(t: TestContext, { file, options = {}, ...given }: Given = {}): Promise<TestHttp> {
  const centre = given.centre ?? (await testCentre(t, file ?? acme));
  const server = createHttpServer({
    listen: { host: "127.0.0.1", port: 0 },
    performing: centre.performing,
    clock: centre.clock,
    passwords: centre.passwords,
    chance: systemChance,
    metrics: createMetrics(),
    version: "1.2.3",
    settings: httpDefaults,
    health: { checks: {}, pending: async () => ({}), metricsToken: undefined },
    ...options,
  });
  atEnd(t, () => server.stop());
  return { ...server, centre, ask: (request) => ask(server, request) };
}

export const basic = (userName: string, password = `${userName}-demo-1`): string =>
  `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;

const isLines = (headers: readonly (readonly string[])[]): boolean =>
  headers.some(([name, value]) => name === "content-type" && value === "application/x-ndjson");

async function ask(
  { fastify }: HttpServer,
  { method = "GET", path, as, headers = {}, body, remoteAddress = "127.0.0.1" }: Ask,
): Promise<Answer> {
  const isJson = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
  const payload = () => (body instanceof Uint8Array ? Buffer.from(body) : String(body));
  const answer = await fastify.inject({
    // `inject` knows fewer methods than there are.
    method: method as "GET",
    url: path,
    remoteAddress,
    headers: {
      ...(as === undefined ? {} : { authorization: basic(as) }),
      ...(isJson ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: isJson ? JSON.stringify(body) : payload() }),
  });
  const single = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
  const text = answer.body;
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(single),
    cookie: answer.cookies.find(({ name }) => name === "JSESSIONID")?.value,
    json: text.startsWith("{") && !isLines(single) ? JSON.parse(text) : {},
    text,
  };
}
