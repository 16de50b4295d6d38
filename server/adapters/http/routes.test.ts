import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log } from "../../ports/log.ts";
import { Busy } from "../../ports/passwords.ts";
import { NotApplied, OutcomeUnknown } from "../../ports/store.ts";
import { receive } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { success } from "../../wire/answers.ts";
import type { Asking, Resource } from "../../wire/entry.ts";
import { settingsOf, startHttp } from "./http.fixture.ts";

const me = "/api/v2/me";
const describes = { summary: "" };

/** A table whose one command and one read do what the test says. */
const table = (answer: (asking: Asking) => Promise<ReturnType<typeof success>>): readonly Resource[] => [
  { name: "Test", paths: ["/me/things/{id}"], get: { answer, describes }, post: { answer, describes } },
];

test("every path of the tables answers with and without the base where it should, and with a slash at its end", async (t) => {
  const { ask } = await startHttp(t);
  for (const path of ["/me", "/me/", "/api/v2/me", "/api/v2/me/", "/api/v2/me?fields=*", "/api/v2/me/?fields=id"]) {
    const answer = await ask({ path, as: "alice" });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers["content-type"], "application/json; charset=utf-8");
    assert.equal(answer.headers["cache-control"], "no-store");
  }
  for (const path of ["/queues", "/api/v2/Me", "/api/v1/me", "/api/v2/me/nothing"]) {
    const answer = await ask({ path, as: "alice" });
    assert.deepEqual([answer.status, answer.json["statusCode"]], [404, 6], path);
    assert.equal(answer.json["statusMessage"], `path not found: ${path}`);
  }
});

test("the order of checks is authentication, origin and CSRF, rate, path, method, then the body", async (t) => {
  const { ask, centre } = await startHttp(t, {
    file: settingsOf({ requestRate: 1, requestBurst: 1, jsonBytesMax: 1024 }),
  });
  const broken = { method: "POST", body: "{", headers: { "content-type": "text/plain", origin: "https://evil.test" } };
  const { cookie } = await ask({ path: me, as: "alice" });
  const byCookie = { cookie: `JSESSIONID=${cookie}` };
  const code = async (request: Parameters<typeof ask>[0]) => {
    const { status, json } = await ask(request);
    return [status, json["statusCode"]];
  };
  for (const path of [me, "/api/v2/nothing"]) {
    assert.deepEqual(await code({ ...broken, path }), [401, 20]);
    assert.deepEqual(await code({ ...broken, path, as: "alice" }), [403, 3]);
    assert.deepEqual(await code({ ...broken, path, headers: byCookie }), [403, 3]);
    assert.deepEqual(await code({ path, method: "POST", body: "{", as: "alice" }), [429, 3]);
  }
  const next = async (request: Parameters<typeof ask>[0]) => {
    centre.clock.advance(2_000);
    return code({ ...request, as: "alice" });
  };
  assert.deepEqual(await next({ path: "/api/v2/nothing", method: "PATCH", body: "{" }), [404, 6]);
  assert.deepEqual(await next({ path: me, method: "PATCH", body: "{" }), [405, 3]);
  assert.deepEqual(
    await next({ path: me, method: "POST", body: "x".repeat(2_000), headers: { "content-type": "text/plain" } }),
    [413, 10],
  );
  assert.deepEqual(
    await next({ path: me, method: "POST", body: "{", headers: { "content-type": "text/plain" } }),
    [415, 10],
  );
  assert.deepEqual(await next({ path: me, method: "POST", body: "{" }), [400, 10]);
  assert.deepEqual(await next({ path: me, method: "POST", body: {} }), [400, 1]);
});

test("a wrong method is answered 405 with what is allowed, HEAD and OPTIONS work everywhere", async (t) => {
  const { ask } = await startHttp(t);
  for (const method of ["PUT", "DELETE", "PATCH", "TRACE"]) {
    const answer = await ask({ method, path: me, as: "alice" });
    assert.deepEqual(
      [answer.status, answer.headers["allow"], answer.json["statusCode"]],
      [405, "GET, HEAD, POST, OPTIONS", 3],
    );
  }
  assert.equal((await ask({ method: "POST", path: "/api/v2/openapi.json" })).headers["allow"], "GET, HEAD, OPTIONS");
  assert.equal(
    (await ask({ method: "POST", path: "/api/v2/audit", as: "sam" })).headers["allow"],
    "GET, HEAD, OPTIONS",
  );
  const options = await ask({ method: "OPTIONS", path: me });
  assert.deepEqual([options.status, options.headers["allow"], options.text], [204, "GET, HEAD, POST, OPTIONS", ""]);
  const [head, get] = [await ask({ method: "HEAD", path: me, as: "alice" }), await ask({ path: me, as: "alice" })];
  assert.deepEqual([head.status, head.text], [200, ""]);
  assert.equal(head.headers["content-length"], get.headers["content-length"]);
  assert.deepEqual(Object.keys(head.headers).toSorted(), Object.keys(get.headers).toSorted());
});

test("a body is strict JSON in UTF-8, with or without its type, and what is not is named", async (t) => {
  const { ask } = await startHttp(t);
  const post = (body: string, headers: Record<string, string> = {}) =>
    ask({ method: "POST", path: me, as: "alice", body, headers });
  const good = '{"operationName":"StartContactCenterSession","unknown":1}';
  for (const type of [undefined, "application/json", "Application/JSON; charset=utf-8", " application/json;x=y"]) {
    assert.equal((await post(good, type === undefined ? {} : { "content-type": type })).status, 200, type);
  }
  for (const type of [
    "text/plain",
    "application/jsonp",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "x",
    "/;;",
  ]) {
    assert.deepEqual([(await post(good, { "content-type": type })).status], [415], type);
  }
  assert.equal((await post(good, { "content-encoding": "gzip" })).status, 415);
  for (const body of [
    "{",
    "{'a':1}",
    '{"a":1,}',
    "// x\n{}",
    "{“a”:1}",
    '{"a":1}x',
    "nul",
    "\ufeff\ufeff{}",
    "[".repeat(100_000),
  ]) {
    const answer = await post(body);
    assert.deepEqual([answer.status, answer.json["statusMessage"]], [400, "$: malformed JSON"], body.slice(0, 20));
  }
  for (const body of ["[]", "1", '"x"', "null"]) assert.equal((await post(body)).json["statusCode"], 10, body);
  assert.equal((await post("")).json["statusCode"], 10);
});

test("a body may be as large as jsonBytesMax and not a byte larger, whether it says its length or not", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ jsonBytesMax: 1_024 }) });
  const body = (length: number) => JSON.stringify({ operationName: "Nothing", x: "y".repeat(length - 34) });
  assert.equal(body(1_024).length, 1_024);
  assert.equal((await ask({ method: "POST", path: me, as: "alice", body: body(1_024) })).status, 400);
  const tooLarge = await ask({ method: "POST", path: me, as: "alice", body: body(1_025) });
  assert.deepEqual([tooLarge.status, tooLarge.json["statusCode"]], [413, 10]);
});

test("the tables are given decoded parameters, last values, what a database can look for, and a key with its hash", async (t) => {
  const askings: Asking[] = [];
  const resources = table(async (asking) => {
    askings.push(asking);
    return success({});
  });
  const { ask } = await startHttp(t, { options: { resources } });
  const post = (headers: Record<string, string>, path = "/me/things/a%2Fb%00c?x=1&x=2&__proto__=3&y=%00") =>
    ask({ method: "POST", path, as: "alice", body: { a: "\0\ud800", b: ["é"] }, headers });
  assert.equal((await post({ "idempotency-key": "k1", "if-match": '"3"' })).status, 200);
  await post({ "idempotency-key": "k2" }, "/me/things/a%2Fb%00c/");
  await post({ "idempotency-key": "k3" }, "/api/v2/me/things/x");
  const [first, second, third] = askings.map(({ request }) => request);
  assert.equal(first?.params["id"], "a/b\ufffdc");
  assert.equal(first?.query["x"], "2");
  assert.equal(first?.query["y"], "\ufffd");
  assert.equal(Object.getPrototypeOf(first?.query), Object.prototype);
  assert.deepEqual(first?.body, { a: "\ufffd\ufffd", b: ["é"] });
  assert.equal(first?.ifMatch, '"3"');
  assert.equal(first?.actor.userName, "alice");
  assert.match(first?.idempotency?.requestHash ?? "", /^[0-9a-f]{64}$/);
  assert.equal(first?.idempotency?.key, "k1");
  assert.equal(second?.idempotency?.requestHash, first?.idempotency?.requestHash);
  assert.notEqual(third?.idempotency?.requestHash, first?.idempotency?.requestHash);
  assert.equal(askings[0]?.answering.version, "1.2.3");
  for (const key of ["", " ", "a b", "x".repeat(256), "ü"]) {
    const answer = await post({ "idempotency-key": key });
    assert.deepEqual([answer.status, answer.json["statusCode"]], [400, 10], key);
  }
  assert.equal((await ask({ path: "/me/things/1", as: "alice", headers: { "idempotency-key": " " } })).status, 200);
});

test("what is thrown becomes an answer that says whether anything was applied, with an id that is in the log", async (t) => {
  const logged: string[] = [];
  let thrown: unknown;
  const resources = table(async () => {
    throw thrown;
  });
  const centre = await testCentre(t);
  const log: Log = { ...silentLog, error: ({ id }) => void logged.push(String(id)) };
  const performing = { ...centre.performing, log };
  const { ask } = await startHttp(t, { centre, options: { resources, performing } });
  const answerTo = async (error: unknown) => {
    thrown = error;
    return ask({ method: "POST", path: "/me/things/1", as: "alice", body: {} });
  };
  const unavailable = await answerTo(new NotApplied("secret"));
  assert.deepEqual(
    [unavailable.status, unavailable.headers["retry-after"], unavailable.json["statusCode"]],
    [503, "2", 4],
  );
  assert.equal((await answerTo(new Busy("secret"))).status, 429);
  for (const error of [
    new OutcomeUnknown("secret"),
    new TypeError("secret"),
    "secret",
    undefined,
    { statusCode: 400 },
  ]) {
    const answer = await answerTo(error);
    assert.equal(answer.status, 500);
    assert.equal(answer.json["statusMessage"], `internal error (log id ${logged.at(-1)})`);
    assert.match(logged.at(-1) ?? "", /^[0-9a-f]{16}$/);
    assert.ok(!answer.text.includes("secret"));
  }
  assert.equal(new Set(logged).size, 5);
});

test("alwaysHttp200 turns every enveloped answer into 200 but 401, 429 and 503", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ alwaysHttp200: true, requestRate: 1, requestBurst: 5 }) });
  const status = async (request: Parameters<typeof ask>[0]) => {
    const answer = await ask(request);
    return [answer.status, answer.json["statusCode"]];
  };
  assert.deepEqual(await status({ path: "/api/v2/me/emails/NOSUCH", as: "alice" }), [200, 6]);
  assert.deepEqual(await status({ path: "/api/v2/nothing", as: "alice" }), [200, 6]);
  assert.deepEqual(await status({ method: "PUT", path: me, as: "alice" }), [200, 3]);
  assert.deepEqual(await status({ method: "POST", path: me, body: "{", as: "alice" }), [200, 10]);
  assert.deepEqual(await status({ path: "/api/v2/audit", as: "alice" }), [200, 5]);
  assert.deepEqual(await status({ path: me, as: "alice" }), [429, 3]);
  assert.deepEqual(await status({ path: me }), [401, 20]);
});

test("alwaysHttp200 leaves downloads their status: nobody shall take a refusal for a file", async (t) => {
  const { ask, centre } = await startHttp(t, { file: settingsOf({ alwaysHttp200: true }) });
  const status = async (path: string, as: string) => {
    const answer = await ask({ path: `/api/v2/interactions/${path}`, as });
    return [answer.status, answer.json["statusCode"]];
  };
  assert.deepEqual(await status("NOSUCH/raw", "sam"), [404, 6]);
  assert.deepEqual(await status("NOSUCH/raw", "alice"), [403, 5]);
  assert.deepEqual(await status("NOSUCH", "alice"), [200, 6]);
  assert.deepEqual(await status(`${await receive(centre)}/raw`, "sam"), [200, undefined]);
});

test("when the database is away everything is answered 503, not applied, and the server lives", async (t) => {
  const centre = await testCentre(t);
  const away = {
    change: () => Promise.reject(new NotApplied("away")),
    read: () => Promise.reject(new NotApplied("away")),
  };
  const performing = { ...centre.performing, store: away };
  const { ask } = await startHttp(t, { centre, options: { performing } });
  for (const request of [
    { path: me, as: "alice" },
    { path: me, headers: { cookie: "JSESSIONID=x" } },
    { method: "POST", path: "/session", body: {} },
  ]) {
    const answer = await ask(request);
    assert.deepEqual([answer.status, answer.headers["retry-after"], answer.json["statusCode"]], [503, "2", 4]);
  }
  assert.equal((await ask({ path: "/health/live" })).status, 200);
});
