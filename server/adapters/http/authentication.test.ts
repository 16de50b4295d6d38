import assert from "node:assert/strict";
import { test } from "node:test";
import { acme, type Centre } from "../../testing/centre.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";
import { httpDefaults } from "./settings.ts";

const me = "/api/v2/me";

test("Basic signs in on any request, in UTF-8 and in ISO-8859-1", async (t) => {
  const [first] = acme.agents;
  const zoe = { ...first, userName: "zoë", password: "geheim-ÄÖ-1" };
  const { ask } = await startHttp(t, { file: { ...acme, agents: [...acme.agents, zoe] } });
  assert.equal((await ask({ path: me, as: "alice" })).status, 200);
  for (const encoding of ["utf8", "latin1"] as const) {
    const authorization = `Basic ${Buffer.from("zoë:geheim-ÄÖ-1", encoding).toString("base64")}`;
    assert.equal((await ask({ path: me, headers: { authorization } })).status, 200, encoding);
  }
});

test("nobody, wrong passwords, unknown names and other schemes get 401 with code 20 and the same challenge", async (t) => {
  const { ask } = await startHttp(t);
  const wrong = [
    undefined,
    basic("alice", "no"),
    basic("nobody", "x"),
    "Bearer abc",
    "Basic",
    "Basic !!",
    "",
    "Basic YWxpY2U=",
  ];
  for (const authorization of wrong) {
    const answer = await ask({ path: me, headers: authorization === undefined ? {} : { authorization } });
    assert.equal(answer.status, 401, authorization);
    assert.equal(answer.json["statusCode"], 20);
    assert.equal(answer.json["status"], "error");
    assert.equal(answer.headers["www-authenticate"], 'Basic realm="postroom", charset="UTF-8"');
    assert.equal(answer.cookie, undefined);
  }
  const scripted = await ask({ path: me, headers: { "x-requested-with": "XMLHttpRequest" } });
  assert.equal(scripted.headers["www-authenticate"], undefined);
});

test("a Basic GET is given a cookie that works alone, survives a new server, and leaves no row when it is ignored", async (t) => {
  const first = await startHttp(t);
  const rows = async () => (await first.centre.pool.query("SELECT * FROM http_sessions")).rows;
  const { cookie, headers } = await first.ask({ path: me, as: "alice" });
  assert.ok(cookie !== undefined);
  assert.match(headers["set-cookie"] ?? "", /^JSESSIONID=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  await first.ask({ path: me, as: "alice" });
  assert.deepEqual(await rows(), []);
  const second = await startHttp(t, { centre: first.centre });
  const answer = await second.ask({ path: me, headers: { cookie: `JSESSIONID=${cookie}` } });
  assert.equal(answer.status, 200);
  assert.equal(answer.cookie, undefined);
  const stored = await rows();
  assert.equal(stored.length, 1);
  assert.ok(!JSON.stringify(stored).includes(cookie), "only a hash of the cookie is stored");
  const third = await startHttp(t, { centre: first.centre });
  assert.equal((await third.ask({ path: me, headers: { cookie: `JSESSIONID=${cookie}` } })).status, 200);
});

test("two requests that bring a new cookie at once are both served", async (t) => {
  const { ask } = await startHttp(t);
  const { cookie } = await ask({ path: me, as: "alice" });
  const both = await Promise.all([1, 2, 3].map(() => ask({ path: me, headers: { cookie: `JSESSIONID=${cookie}` } })));
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200, 200],
  );
});

test("Authorization decides even when somebody else's cookie is there", async (t) => {
  const { ask } = await startHttp(t);
  const alice = await ask({ path: me, as: "alice" });
  const answer = await ask({ path: me, as: "bob", headers: { cookie: `JSESSIONID=${alice.cookie}` } });
  const user = answer.json["user"];
  assert.ok(typeof user === "object" && user !== null && "userName" in user && user.userName === "bob");
  assert.ok(answer.cookie !== undefined && answer.cookie !== alice.cookie);
  const refused = await ask({ path: me, headers: { authorization: "Bearer x", cookie: `JSESSIONID=${alice.cookie}` } });
  assert.equal(refused.status, 401);
});

test("cookies that were changed, cut or made elsewhere are worth nothing", async (t) => {
  const { ask } = await startHttp(t);
  const elsewhere = await startHttp(t);
  const { cookie = "" } = await ask({ path: me, as: "alice" });
  const foreign = (await elsewhere.ask({ path: me, as: "alice" })).cookie;
  const [first, last] = [cookie.startsWith("x") ? "y" : "x", cookie.at(-1) === "A" ? "B" : "A"];
  const changed = [
    cookie.slice(0, -1) + last,
    cookie.slice(1),
    first + cookie.slice(1),
    cookie.toUpperCase(),
    "",
    "%00",
    foreign,
  ];
  for (const value of changed) {
    assert.equal((await ask({ path: me, headers: { cookie: `JSESSIONID=${value}` } })).status, 401, value);
  }
  for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
    const other = cookie.slice(0, -1) + letter;
    const { status } = await ask({ path: me, headers: { cookie: `JSESSIONID=${other}` } });
    assert.equal(status, other === cookie ? 200 : 401);
  }
});

test("a session ends after its idle time, requests keep it, and nothing keeps it beyond its absolute time", async (t) => {
  const settings = { ...httpDefaults, sessionAbsoluteMs: 3_600_000 };
  const { ask, centre } = await startHttp(t, { file: settingsOf({ sessionIdleTimeout: 600 }), options: { settings } });
  const { cookie } = await ask({ path: me, as: "alice" });
  const visit = async () => (await ask({ path: me, headers: { cookie: `JSESSIONID=${cookie}` } })).status;
  assert.equal(await visit(), 200);
  for (let minutes = 0; minutes < 56; minutes += 8) {
    centre.clock.advance(8 * 60_000);
    assert.equal(await visit(), 200);
    await noted(centre);
  }
  centre.clock.advance(5 * 60_000);
  assert.equal(await visit(), 401);
  const idle = await ask({ path: me, as: "alice" });
  assert.equal((await ask({ path: me, headers: { cookie: `JSESSIONID=${idle.cookie}` } })).status, 200);
  centre.clock.advance(12 * 60_000);
  assert.equal((await ask({ path: me, headers: { cookie: `JSESSIONID=${idle.cookie}` } })).status, 401);
});

test("the log-in form gives a cookie and its token, and DELETE ends both for good", async (t) => {
  const { ask, centre } = await startHttp(t);
  for (const path of ["/api/v2/session", "/session", "/session/"]) {
    const entered = await ask({ method: "POST", path, body: { userName: "alice", password: "alice-demo-1" } });
    assert.deepEqual(entered.json, { status: "ok", statusCode: 0 });
    const cookie = `JSESSIONID=${entered.cookie}`;
    const token = { "x-csrf-token": entered.headers["x-csrf-token"] ?? "" };
    assert.equal((await ask({ path: me, headers: { cookie } })).status, 200);
    assert.equal((await ask({ method: "DELETE", path, headers: { cookie } })).status, 403);
    const left = await ask({ method: "DELETE", path, headers: { cookie, ...token } });
    assert.equal(left.status, 200);
    assert.match(left.headers["set-cookie"] ?? "", /^JSESSIONID=; Max-Age=0/);
    assert.equal((await ask({ path: me, headers: { cookie } })).status, 401);
    const again = await startHttp(t, { centre });
    assert.equal((await again.ask({ path: me, headers: { cookie } })).status, 401);
  }
  const unused = await ask({ method: "POST", path: "/session", body: { userName: "alice", password: "alice-demo-1" } });
  const cookie = `JSESSIONID=${unused.cookie}`;
  await ask({
    method: "DELETE",
    path: "/session",
    headers: { cookie, "x-csrf-token": unused.headers["x-csrf-token"] ?? "" },
  });
  assert.equal((await ask({ path: me, headers: { cookie } })).status, 401);
});

test("the log-in form says what is missing and nothing about names", async (t) => {
  const { ask } = await startHttp(t);
  const sent = (body: unknown, method = "POST") => ask({ method, path: "/session", body });
  assert.equal((await sent({ userName: "alice" })).json["statusMessage"], "$.password: missing");
  assert.equal((await sent({ userName: 1, password: "x" })).json["statusCode"], 10);
  const wrong = await sent({ userName: "alice", password: "x" });
  const unknown = await sent({ userName: "nobody\u0000", password: "x" });
  assert.equal(wrong.status, 401);
  assert.deepEqual(unknown.json, wrong.json);
  assert.deepEqual(
    [(await ask({ path: "/session" })).status, (await ask({ path: "/session" })).headers["allow"]],
    [405, "POST, DELETE, OPTIONS"],
  );
});

test("cookies are Secure under https and SameSite=None for pages of other origins", async (t) => {
  const https = await startHttp(t, { file: settingsOf({ publicUrl: "https://desk.acme.test/" }) });
  const underTls = await https.ask({ path: me, as: "alice" });
  assert.match(underTls.headers["set-cookie"] ?? "", /; Secure; SameSite=Lax/);
  assert.equal(underTls.headers["strict-transport-security"], "max-age=31536000");
  const cors = await startHttp(t, { file: settingsOf({ corsAllowedOrigins: ["https://desk.acme.test"] }) });
  assert.match((await cors.ask({ path: me, as: "alice" })).headers["set-cookie"] ?? "", /; Secure; SameSite=None/);
});

test("who must change the password can do that, see itself, and nothing else", async (t) => {
  const [first] = acme.agents;
  const nora = { ...first, userName: "nora", password: "nora-demo-1", changePasswordOnFirstLogin: true };
  const { ask } = await startHttp(t, { file: { ...acme, agents: [...acme.agents, nora] } });
  assert.equal((await ask({ path: me, as: "nora" })).status, 200);
  const queues = await ask({ path: "/api/v2/queues", as: "nora" });
  assert.deepEqual(
    [queues.status, queues.json["statusCode"], queues.json["statusMessage"]],
    [403, 8, "password change required"],
  );
  assert.equal((await ask({ path: "/api/v2/nothing", as: "nora" })).json["statusCode"], 8);
  const ready = await ask({
    method: "POST",
    path: me,
    as: "nora",
    body: { operationName: "StartContactCenterSession" },
  });
  assert.equal(ready.json["statusCode"], 8);
  const change = { operationName: "ChangePassword", oldPassword: "nora-demo-1", newPassword: "a much better one" };
  const wrong = await ask({ method: "POST", path: me, as: "nora", body: { ...change, oldPassword: "no" } });
  assert.equal(wrong.status, 400);
  assert.equal((await ask({ method: "POST", path: "/me", as: "nora", body: change })).status, 200);
  assert.equal(
    (await ask({ path: "/api/v2/queues", as: "nora" })).status,
    401,
    "the old password is forgotten at once",
  );
  const authorization = basic("nora", "a much better one");
  assert.equal((await ask({ path: "/api/v2/queues", headers: { authorization } })).status, 200);
});

test("a user who is disabled or loses a role is stopped within a second", async (t) => {
  const { ask, centre } = await startHttp(t);
  const audit = "/api/v2/audit";
  const { cookie } = await ask({ path: me, as: "sam" });
  const byCookie = { cookie: `JSESSIONID=${cookie}` };
  assert.equal((await ask({ path: audit, headers: byCookie })).status, 200);
  await centre.pool.query("UPDATE users SET roles = '{agent}' WHERE user_name = 'sam'");
  centre.clock.advance(1_000);
  assert.equal((await ask({ path: audit, headers: byCookie })).status, 403);
  await centre.pool.query("UPDATE users SET enabled = false WHERE user_name = 'sam'");
  centre.clock.advance(1_000);
  assert.equal((await ask({ path: me, headers: byCookie })).status, 401);
  assert.equal((await ask({ path: me, as: "sam" })).status, 401);
});

test("a header that was right is asked for again when something about its user has changed elsewhere", async (t) => {
  const { ask, centre } = await startHttp(t);
  const status = async (password: string) =>
    (await ask({ path: me, headers: { authorization: basic("sam", password) } })).status;
  const sql =
    "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE user_name = $1) WHERE user_name = 'sam'";
  for (let count = 0; count < 3; count += 1) assert.equal(await status("sam-demo-1"), 200);
  await centre.pool.query(sql, ["bob"]);
  centre.clock.advance(1_000);
  assert.deepEqual(
    [await status("sam-demo-1"), await status("bob-demo-1"), await status("bob-demo-1")],
    [401, 200, 200],
  );
  await centre.pool.query("UPDATE users SET enabled = false WHERE user_name = 'sam'");
  centre.clock.advance(1_000);
  assert.equal(await status("bob-demo-1"), 401);
});

/** Activity is written beside the request that caused it. */
async function noted({ pool, clock }: Centre): Promise<void> {
  const sql = "SELECT 1 FROM http_sessions WHERE last_seen_at = $1";
  while ((await pool.query(sql, [new Date(clock.wall())])).rowCount === 0);
}
