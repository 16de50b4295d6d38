import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeApi } from "../../wire/api.ts";
import { servedAt } from "../../wire/entry.ts";
import { settingsOf, startHttp } from "./http.fixture.ts";

test("health says what works, what is pending, and needs no log-in", async (t) => {
  let works: () => boolean = () => true;
  let parse = 0;
  const health = {
    checks: { database: async () => true, smtp: () => works() },
    pending: async () => ({ parse, route: 0 }),
    metricsToken: undefined,
  };
  const { ask } = await startHttp(t, { options: { health } });
  const live = await ask({ path: "/health/live" });
  assert.deepEqual([live.status, live.json], [200, { status: "ok", statusCode: 0 }]);
  const ready = await ask({ path: "/health/ready" });
  assert.deepEqual(
    [ready.status, ready.json],
    [200, { status: "ok", statusCode: 0, checks: { database: true, smtp: true } }],
  );
  works = () => {
    throw new Error("no listener");
  };
  const broken = await ask({ path: "/health/ready" });
  assert.deepEqual(
    [broken.status, broken.json],
    [503, failing(4, "not ready: smtp", { checks: { database: true, smtp: false } })],
  );
  assert.equal(broken.headers["retry-after"], "2");
  const quiet = await ask({ path: "/health/quiet" });
  assert.deepEqual([quiet.status, quiet.json], [200, { status: "ok", statusCode: 0, pending: { parse: 0, route: 0 } }]);
  parse = 3;
  const busy = await ask({ path: "/health/quiet" });
  assert.deepEqual(
    [busy.status, busy.json],
    [409, failing(2, "pending: parse 3", { pending: { parse: 3, route: 0 } })],
  );
});

const failing = (statusCode: number, text: string, besides: object) => ({
  ...{ status: "error", errorDescription: text, statusCode, statusMessage: text },
  ...besides,
});

test("that the wall clock was set stands beside the checks, and nothing is broken by it", async (t) => {
  const told = { stepMs: -3_600_000, seenAt: "2026-11-23T10:18:00.000Z" };
  const health = { checks: {}, pending: async () => ({}), metricsToken: undefined, wallStep: () => told };
  const { ask } = await startHttp(t, { options: { health } });
  const ready = await ask({ path: "/health/ready" });
  assert.deepEqual([ready.status, ready.json["wallStep"]], [200, told]);
});

test("what watches a server is told the truth by the status, also beside very old clients", async (t) => {
  const health = { checks: {}, pending: async () => ({ parse: 1 }), metricsToken: undefined };
  const { ask } = await startHttp(t, { file: settingsOf({ alwaysHttp200: true }), options: { health } });
  assert.equal((await ask({ path: "/health/quiet" })).status, 409);
});

test("metrics count requests, and ask for the token when there is one", async (t) => {
  const health = { checks: {}, pending: async () => ({}), metricsToken: "sixteen-characters" };
  const { ask } = await startHttp(t, { options: { health } });
  await ask({ path: "/health/live" });
  for (const authorization of [undefined, "Bearer wrong", "sixteen-character"]) {
    const refused = await ask({ path: "/metrics", headers: authorization === undefined ? {} : { authorization } });
    assert.deepEqual([refused.status, refused.headers["www-authenticate"]], [401, "Bearer"]);
  }
  const answer = await ask({ path: "/metrics", headers: { authorization: "Bearer sixteen-characters" } });
  assert.match(answer.headers["content-type"] ?? "", /^text\/plain; version=0\.0\.4/);
  assert.match(answer.text, /^postroom_http_requests_total\{method="GET",status="2xx"\} 1$/m);
});

test("the API reference and given pages are served without log-in, whole, and run nothing that is not theirs", async (t) => {
  const pages = [{ path: "/", type: "text/html; charset=utf-8", body: "<!doctype html>" }];
  const endpoints = [{ path: "/demo/state", answer: async () => ({ queues: [] }) }];
  const { ask } = await startHttp(t, { options: { pages, endpoints } });
  for (const path of ["/", "/api/docs", "/api/docs/", "/api/docs/docs.css", "/api/docs/docs.js"]) {
    const answer = await ask({ path });
    assert.equal(answer.status, 200, path);
    assert.ok(answer.text.length > 10);
    assert.match(
      answer.headers["content-security-policy"] ?? "",
      /default-src 'none';script-src 'self';style-src 'self'/,
    );
  }
  const html = (await ask({ path: "/api/docs" })).text;
  assert.ok(!/<script>|<style|style=|\son\w+=|https?:\/\//.test(html), "no inline code, nothing from elsewhere");
  assert.deepEqual((await ask({ path: "/demo/state" })).json, { queues: [] });
  const document = await ask({ path: "/api/v2/openapi.json" });
  assert.equal(document.json["openapi"], "3.1.0");
  assert.equal((await ask({ path: "/favicon.ico" })).status, 404);
});

test("every route, every error and every unknown path carries the same security headers", async (t) => {
  const { ask } = await startHttp(t);
  const api = wholeApi().flatMap(({ paths }) => paths.flatMap(servedAt));
  const others = [
    "/health/live",
    "/health/ready",
    "/health/quiet",
    "/metrics",
    "/api/docs",
    "/api/docs/docs.js",
    "/session",
    "/nothing",
    "/api/nothing",
    "/%zz",
  ];
  for (const as of [undefined, "sam"]) {
    for (const path of [...api, ...others]) {
      const { headers } = await ask({ path, ...(as === undefined ? {} : { as }) });
      assert.match(headers["content-security-policy"] ?? "", /default-src 'none'.*frame-ancestors 'none'/, path);
      const { ["x-powered-by"]: poweredBy, server } = headers;
      assert.deepEqual([poweredBy, server], [undefined, undefined]);
      for (const [name, value] of expected) assert.equal(headers[name], value, `${path} ${name}`);
      if (!path.includes("docs")) assert.equal(headers["cache-control"], "no-store", path);
    }
  }
});

const expected = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["x-dns-prefetch-control", "off"],
] as const;

test("a message's bytes are downloaded as they are, from memory and from files, and never shown", async (t) => {
  const bytes = Buffer.from("From: a@b.test\r\n\r\n\xff\x00", "latin1");
  let raw: { readonly bytes: Uint8Array } | { readonly sha256: string; readonly size: number } = { bytes };
  const answer = async () => ({ status: 200, headers: { "Content-Type": "message/rfc822" }, raw });
  const resources = [{ name: "Test", paths: ["/raw"], get: { answer, describes: { summary: "" } } }];
  const { ask, fastify, centre } = await startHttp(t, { options: { resources } });
  const stored = await centre.files.put(bytes);
  for (const source of [{ bytes }, stored]) {
    raw = source;
    const headers = { authorization: `Basic ${Buffer.from("sam:sam-demo-1").toString("base64")}` };
    const download = await fastify.inject({ url: "/api/v2/raw", headers });
    assert.deepEqual(download.rawPayload, bytes);
    assert.equal(download.headers["content-type"], "message/rfc822");
    assert.equal(download.headers["content-length"], String(bytes.length));
    assert.equal(download.headers["content-disposition"], "attachment");
    assert.equal(download.headers["content-security-policy"], "sandbox; default-src 'none'; frame-ancestors 'none'");
    const head = await ask({ method: "HEAD", path: "/api/v2/raw", as: "sam" });
    assert.deepEqual([head.headers["content-length"], head.text], [String(bytes.length), ""]);
  }
  raw = { sha256: "0".repeat(64), size: 5 };
  const missing = await ask({ path: "/api/v2/raw", as: "sam" });
  assert.deepEqual([missing.status, missing.json["statusCode"]], [500, 4]);
});

test("health, metrics and pages are only read: other methods are answered 405 with what is allowed", async (t) => {
  const health = { checks: {}, pending: async () => ({}), metricsToken: undefined };
  const { ask } = await startHttp(t, { options: { health } });
  for (const path of ["/health/live", "/health/ready", "/health/quiet", "/health/quiet/", "/metrics", "/api/docs"]) {
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await ask({ method, path });
      assert.deepEqual([answer.status, answer.headers["allow"]], [405, "GET, HEAD, OPTIONS"], `${method} ${path}`);
      assert.equal(answer.json["statusCode"], 3);
    }
    const options = await ask({ method: "OPTIONS", path });
    assert.deepEqual([options.status, options.headers["allow"]], [204, "GET, HEAD, OPTIONS"], path);
    assert.equal((await ask({ method: "HEAD", path })).status, 200, path);
  }
  // The last ones mean something to the library that keeps the routes.
  for (const path of ["/health", "/*", "/*/a", "/:", "/:a(", "/health/:a(b)"]) {
    for (const method of ["POST", "OPTIONS", "GET"]) {
      const answer = await ask({ method, path });
      assert.deepEqual([answer.status, answer.json["statusCode"]], [404, 6], `${method} ${path}`);
    }
  }
});
