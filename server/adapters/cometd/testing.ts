import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { type BayeuxDelivery, type BayeuxReply, bayeuxDelivery, bayeuxReply } from "@postroom/contract";
import Fastify, { type FastifyInstance } from "fastify";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Push } from "../../ports/publisher.ts";
import { type CometdOptions, registerCometd } from "./endpoint.ts";
import type { Asker, Front } from "./front.ts";
import { createHub, type Hub } from "./hub.ts";
import { type BayeuxSettings, bayeuxDefaults } from "./settings.ts";

export type TestServer = {
  readonly url: string;
  readonly port: number;
  readonly hub: Hub;
  readonly fastify: FastifyInstance;
  readonly clock: TestClock;
  /** The last value of each gauge and the sum of each counter, labels joined to the name by a space. */
  readonly figures: ReadonlyMap<string, number>;
  /** Done before the server closes at the end of the test: clients leave while there is somebody to tell. */
  readonly farewells: (() => unknown)[];
  /** Resolves when the counter is raised the next time. */
  counted(name: string): Promise<unknown>;
};

/** A real Fastify on an ephemeral port with the Bayeux endpoint; every user's password is `secret`. Closed with the test. */
export async function startCometd(
  t: TestContext,
  overrides: {
    readonly settings?: Partial<BayeuxSettings>;
    readonly options?: Partial<CometdOptions>;
    readonly port?: number;
  } = {},
): Promise<TestServer> {
  const counts = new EventEmitter();
  const figures = new Map<string, number>();
  const clock = createClock();
  const hub = createHub({
    settings: { ...bayeuxDefaults, reconnectSpreadMs: 1, ...overrides.settings },
    clock,
    chance,
    metrics: recordInto(figures, counts),
    log: silence,
  });
  const fastify = Fastify();
  const originAllowed = (origin: string) => origin === "http://desk.acme.test";
  registerCometd(fastify, { hub, authenticate: basic, front, originAllowed, websocket: true, ...overrides.options });
  await fastify.listen({ host: "127.0.0.1", port: overrides.port ?? 0 });
  const farewells: (() => unknown)[] = [];
  t.after(async () => {
    for (const farewell of farewells) {
      await farewell();
    }
    await fastify.close();
  });
  const { port } = fastify.server.address() as AddressInfo; // a TCP listener's address is always this shape
  const url = `http://127.0.0.1:${port}/api/v2/notifications`;
  return { url, port, hub, fastify, clock, figures, farewells, counted: (name) => once(counts, name) };
}

type TestClock = Clock & { pass(ms: number): void };

/** Real time, and as much more as the test lets pass. */
function createClock(): TestClock {
  let passedMs = 0;
  return {
    steady: () => performance.now() + passedMs,
    wall: () => Date.now() + passedMs,
    pass: (ms) => {
      passedMs += ms;
    },
  };
}

const chance: Chance = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fraction: () => Math.random(),
};

const silence: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silence,
};

function recordInto(figures: Map<string, number>, counts = new EventEmitter()): Metrics {
  return {
    count: (name, labels = {}, by = 1) => {
      const key = [name, ...Object.values(labels)].join(" ");
      figures.set(key, (figures.get(key) ?? 0) + by);
      counts.emit(key);
    },
    gauge: (name, value) => {
      figures.set(name, value);
      counts.emit(name);
    },
    text: async () => "",
  };
}

/** An e-mail notification with a number to be recognised by. */
export function push(number: number, user = "alice"): Push {
  return { user, topic: "/v2/me/emails", data: { number } };
}

type Answer = { readonly status: number; readonly headers: Headers; readonly json: unknown };

/** Posts JSON (or a text as it is) to the endpoint as `user`. */
export async function post(
  server: TestServer,
  body: unknown,
  more: { readonly user?: string; readonly path?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers = { authorization: authorization(more.user ?? "alice"), "content-type": "application/json" };
  const response = await fetch(server.url + (more.path ?? ""), {
    method: "POST",
    headers: { ...headers, ...more.headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

/** The messages of an answer that has to be a Bayeux one. */
export async function exchanged(answer: Promise<Answer>): Promise<readonly BayeuxMessage[]> {
  const { status, json } = await answer;
  assert.equal(status, 200);
  return readAnswer(json);
}

/** A delivery or a reply; each has what the other lacks as undefined. */
export type BayeuxMessage = Partial<Omit<BayeuxReply, "channel">> & Partial<BayeuxDelivery>;

export function readAnswer(json: unknown): readonly BayeuxMessage[] {
  assert.ok(Array.isArray(json) && json.length > 0);
  return json.map((part: unknown) => (isDelivery(part) ? bayeuxDelivery.parse(part) : readReply(part)));
}

function readReply(json: unknown): BayeuxMessage {
  const { channel, ...reply } = bayeuxReply.strict().parse(json);
  return channel === undefined ? reply : { channel, ...reply };
}

function isDelivery(json: unknown): boolean {
  return typeof json === "object" && json !== null && "data" in json;
}

export const greeting = { channel: "/meta/handshake", supportedConnectionTypes: ["long-polling", "websocket"] };

/** Handshake, subscription and first connect over long-polling: a session that waits for messages. */
export async function openPoll(
  server: TestServer,
  more: { readonly user?: string; readonly pattern?: string | string[]; readonly ack?: boolean } = {},
): Promise<string> {
  const [reply] = await exchanged(post(server, { ...greeting, ext: { ack: more.ack ?? false } }, more));
  const clientId = reply?.clientId ?? assert.fail("no clientId");
  const subscription = more.pattern ?? "/v2/me/emails";
  await exchanged(post(server, [{ channel: "/meta/subscribe", clientId, subscription }], more));
  await exchanged(post(server, connectOf(clientId), more));
  return clientId;
}

export function connectOf(clientId: string, more: object = {}): object {
  return { channel: "/meta/connect", clientId, connectionType: "long-polling", ...more };
}

/** Lets the event loop turn until the condition holds; the test's time-out ends a wait in vain. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await setImmediate();
  }
}

export function authorization(user: string): string {
  return `Basic ${Buffer.from(`${user}:secret`).toString("base64")}`;
}

/** As the HTTP server has it, without what it adds. */
const front: Front = {
  askerOf: ({ headers }) => ({ headers, ip: "127.0.0.1", cookies: {} }),
  send: (_, response, json) => {
    const type = "application/json; charset=utf-8";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(json);
  },
  over: () => undefined,
};

async function basic({ headers }: Asker): Promise<{ user: string } | undefined> {
  const [scheme, credentials = ""] = (headers.authorization ?? "").split(" ");
  const [user = "", password] = Buffer.from(credentials, "base64").toString().split(":");
  if (scheme === "Basic" && password === "secret") {
    return { user };
  }
  const cookie = /JSESSIONID=(\w+)/.exec(headers.cookie ?? "")?.[1];
  return cookie === undefined ? undefined : { user: cookie };
}
