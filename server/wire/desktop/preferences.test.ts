import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, startHttp } from "../../adapters/http/http.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const path = "/api/postroom/v1/me/preferences";

test("what somebody chooses is kept, what they do not name stays, and their other pages are told", async (t) => {
  const { server, hear } = await startDay(t);
  const put = (body: object) => server.ask({ method: "PUT", path, as: "alice", body });
  const first = await put({ theme: "dark", keys: { reply: ["r"] } });
  assert.deepEqual([first.status, first.headers["etag"]], [200, '"1"']);
  assert.deepEqual(first.json["preferences"], { theme: "dark", keys: { reply: ["r"] }, version: 1 });
  const second = await put({ theme: "light", unknown: 1 });
  assert.deepEqual(second.json["preferences"], { theme: "light", keys: { reply: ["r"] }, version: 2 });
  const told = await hear("alice", "/postroom/v1/me/preferences");
  assert.deepEqual(told, [{ preferences: first.json["preferences"] }, { preferences: second.json["preferences"] }]);
  assert.deepEqual(await hear("bob", "/postroom/v1/me/preferences"), []);
});

test("preferences keep the rules of the API: log-in, CSRF token, If-Match, Idempotency-Key, types", async (t) => {
  const { ask } = await startHttp(t);
  const put = (body: object, headers: Answer["headers"] = {}, as: string | undefined = "alice") =>
    ask({ method: "PUT", path, body, headers, ...(as === "" ? {} : { as }) });
  assert.equal((await put({}, {}, "")).status, 401);
  const session = await ask({ path: "/api/v2/me", as: "alice" });
  const byCookie = { cookie: `JSESSIONID=${session.cookie}` };
  assert.equal(refusal(await put({ theme: "dark" }, byCookie, "")), "3/403 Missing or invalid Csrf token");
  const token = { "x-csrf-token": session.headers["x-csrf-token"] ?? "" };
  assert.equal((await put({ theme: "dark" }, { ...byCookie, ...token }, "")).status, 200);
  assert.equal(
    refusal(await put({ theme: "light" }, { "if-match": '"7"' })),
    "2/409 version 7 is stale, the present version is 1",
  );
  assert.equal((await put({ theme: "light" }, { "if-match": '"1"' })).status, 200);
  assert.match(refusal(await put({ theme: "pink" })), /^10\/400 \$\.theme: /);
  const key = { "idempotency-key": "once" };
  const answers = [await put({ density: "compact" }, key), await put({ density: "compact" }, key)];
  assert.deepEqual([answers[0]?.text, answers[1]?.headers["idempotency-replayed"]], [answers[1]?.text, "true"]);
  const other = await ask({ method: "DELETE", path, as: "alice" });
  assert.deepEqual([other.status, other.headers["allow"]], [405, "PUT, OPTIONS"]);
  assert.equal(refusal(await ask({ path: "/api/postroom/v1/nothing", as: "alice" })).slice(0, 6), "6/404 ");
});

test("the desktop's log-in form says who has signed in", async (t) => {
  const { ask } = await startHttp(t);
  const sign = (password: string) =>
    ask({ method: "POST", path: "/api/postroom/v1/session", body: { userName: "alice", password } });
  const { status, json, cookie } = await sign("alice-demo-1");
  const user = json["user"];
  assert.ok(typeof user === "object" && user !== null && "userName" in user);
  assert.deepEqual([status, user.userName, typeof cookie], [200, "alice", "string"]);
  assert.equal((await sign("wrong")).status, 401);
});
