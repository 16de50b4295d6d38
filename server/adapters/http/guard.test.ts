import assert from "node:assert/strict";
import { test } from "node:test";
import { isOriginAllowed } from "./guard.ts";
import { settingsOf, startHttp, type TestHttp } from "./http.fixture.ts";

const me = "/api/v2/me";
const ready = { operationName: "StartContactCenterSession", channels: ["email"] };

test("every GET and HEAD of a session tells the name and value of its token, which stays the same", async (t) => {
  const { ask } = await startHttp(t);
  const first = await ask({ path: me, as: "alice" });
  const second = await ask({ path: "/api/v2/queues", headers: { cookie: `JSESSIONID=${first.cookie}` } });
  const third = await ask({ path: me, as: "alice", headers: { cookie: `JSESSIONID=${first.cookie}` } });
  const head = await ask({ method: "HEAD", path: me, headers: { cookie: `JSESSIONID=${first.cookie}` } });
  for (const { headers } of [first, second, third, head]) {
    assert.equal(headers["x-csrf-header"], "X-CSRF-TOKEN");
    assert.match(headers["x-csrf-token"] ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(headers["x-csrf-token"], first.headers["x-csrf-token"]);
  }
  assert.equal(third.cookie, undefined);
  assert.notEqual((await ask({ method: "HEAD", path: me, as: "alice" })).cookie, undefined, "as a GET's");
});

test("writing by cookie needs the session's own token; writing by Authorization needs none", async (t) => {
  const { ask } = await startHttp(t);
  const alice = await signedIn({ ask }, "alice");
  const bob = await signedIn({ ask }, "bob");
  const post = (headers: Record<string, string>) => ask({ method: "POST", path: me, headers, body: ready });
  const { "x-csrf-token": _, ...cookieAlone } = alice;
  for (const headers of [cookieAlone, { ...cookieAlone, "x-csrf-token": "x" }, { ...bob, cookie: alice.cookie }]) {
    const refused = await post(headers);
    assert.equal(refused.status, 403);
    assert.deepEqual(refused.json, {
      status: "error",
      errorDescription: "Missing or invalid Csrf token",
      statusCode: 3,
      statusMessage: "Missing or invalid Csrf token",
    });
  }
  assert.equal((await post(alice)).status, 200);
  assert.equal((await ask({ method: "POST", path: me, as: "alice", body: ready })).status, 200);
  assert.equal((await ask({ method: "PUT", path: me, headers: cookieAlone })).status, 403);
  assert.equal((await ask({ method: "PUT", path: me, headers: alice })).status, 405);
});

test("PUT and DELETE by cookie need the token as POST does, and are then done", async (t) => {
  const { ask } = await startHttp(t);
  const root = await signedIn({ ask }, "root");
  const { "x-csrf-token": _, ...cookieAlone } = root;
  const created = await ask({ method: "POST", path: "/api/v2/skills", headers: root, body: { name: "Latin" } });
  const path = `/api/v2/skills/${created.json["id"]}`;
  for (const method of ["PUT", "DELETE"]) {
    const body = method === "PUT" ? { name: "Greek" } : undefined;
    const refused = await ask({ method, path, headers: cookieAlone, body });
    assert.deepEqual([refused.status, refused.json["statusCode"]], [403, 3], method);
    const done = await ask({ method, path, headers: root, body });
    assert.deepEqual([done.status, done.json["statusCode"]], [200, 0], method);
  }
});

test("a preflight needs no log-in, also for writes and for paths with ids", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ corsAllowedOrigins: ["https://desk.acme.test"] }) });
  for (const path of ["/api/v2/users/1", "/api/v2/notifications", "/me/emails/1"]) {
    const headers = { origin: "https://desk.acme.test", "access-control-request-method": "PUT" };
    const answer = await ask({ method: "OPTIONS", path, headers });
    assert.deepEqual([answer.status, answer.text], [204, ""], path);
    assert.equal(answer.headers["access-control-allow-methods"], "GET,POST,PUT,DELETE,OPTIONS", path);
  }
});

test("csrfProtection: false turns the token check off, not the rule about origins", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ csrfProtection: false }) });
  const { cookie } = await signedIn({ ask }, "alice");
  assert.equal((await ask({ method: "POST", path: me, headers: { cookie }, body: ready })).status, 200);
  const foreign = { cookie, origin: "https://evil.test" };
  assert.equal((await ask({ method: "POST", path: me, headers: foreign, body: ready })).status, 403);
});

test("writing requests of foreign pages are refused, those of our own and of allowed origins are not", async (t) => {
  const file = settingsOf({ corsAllowedOrigins: ["https://desk.acme.test"], publicUrl: "https://post.acme.test/room" });
  const { ask } = await startHttp(t, { file });
  const post = (origin: string, path = me, body: unknown = ready) =>
    ask({ method: "POST", path, as: "alice", headers: { origin, host: "inside.acme.test:8080" }, body });
  const own = [
    "https://desk.acme.test",
    "https://post.acme.test",
    "http://inside.acme.test:8080",
    "https://inside.acme.test:8080",
  ];
  for (const origin of own) assert.equal((await post(origin)).status, 200, origin);
  const foreign = [
    "https://evil.test",
    "null",
    "",
    "http://desk.acme.test",
    "http://inside.acme.test",
    "https://post.acme.test.evil.test",
    "nonsense",
  ];
  for (const origin of foreign) {
    const refused = await post(origin);
    assert.deepEqual([refused.status, refused.json["statusCode"]], [403, 3], origin);
  }
  const logIn = await post("https://evil.test", "/session", { userName: "alice", password: "alice-demo-1" });
  assert.equal(logIn.status, 403);
  assert.equal((await ask({ path: me, as: "alice", headers: { origin: "https://evil.test" } })).status, 200);
});

test("the Host header and publicUrl make our own origin, whatever the scheme and the usual ports", () => {
  const settings = { corsAllowedOrigins: [], publicUrl: undefined };
  assert.ok(isOriginAllowed("http://a.test", "a.test:80", settings));
  assert.ok(isOriginAllowed("https://a.test", "a.test:443", settings));
  assert.ok(!isOriginAllowed("http://a.test", "a.test:443", settings));
  assert.ok(!isOriginAllowed("null", undefined, settings));
  assert.ok(!isOriginAllowed("file://", "", settings));
});

test("CORS answers allowed origins with the lists of wire.md 1.6, and others with none", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ corsAllowedOrigins: ["https://desk.acme.test"] }) });
  const preflight = (origin: string) =>
    ask({ method: "OPTIONS", path: me, headers: { origin, "access-control-request-method": "POST" } });
  const allowed = await preflight("https://desk.acme.test");
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers["access-control-allow-origin"], "https://desk.acme.test");
  assert.equal(allowed.headers["access-control-allow-methods"], "GET,POST,PUT,DELETE,OPTIONS");
  assert.equal(
    allowed.headers["access-control-allow-headers"],
    "X-Requested-With, Content-Type, Accept, Origin, Cookie, authorization, ssid, surl, ContactCenterId, X-CSRF-TOKEN, Idempotency-Key, If-Match",
  );
  assert.equal(allowed.headers["access-control-allow-credentials"], "true");
  assert.equal(allowed.headers["access-control-max-age"], "120");
  const read = await ask({ path: me, as: "alice", headers: { origin: "https://desk.acme.test" } });
  assert.equal(read.headers["access-control-expose-headers"], "X-CSRF-HEADER, X-CSRF-TOKEN, ETag, Retry-After");
  assert.match(read.headers["vary"] ?? "", /Origin/);
  const refused = await ask({ path: me, headers: { origin: "https://desk.acme.test" } });
  assert.equal(refused.headers["access-control-allow-origin"], "https://desk.acme.test");
  for (const answer of [
    await preflight("https://evil.test"),
    await ask({ path: me, as: "alice", headers: { origin: "https://evil.test" } }),
  ]) {
    assert.ok(!Object.keys(answer.headers).some((name) => name.startsWith("access-control")));
  }
});

/** Headers of a page of ours that signed in. */
async function signedIn({ ask }: Pick<TestHttp, "ask">, as: string) {
  const { cookie, headers } = await ask({ path: me, as });
  return { cookie: `JSESSIONID=${cookie}`, "x-csrf-token": headers["x-csrf-token"] ?? "" };
}
