import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { WebSocket } from "ws";
import { acme } from "../../testing/centre.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { registerCometd } from "../cometd/endpoint.ts";
import { createHub } from "../cometd/hub.ts";
import { bayeuxDefaults } from "../cometd/settings.ts";
import { createMetrics } from "../metrics/prometheus.ts";
import { systemChance } from "../time/system.ts";
import { type Ask, basic, settingsOf, startHttp } from "./http.fixture.ts";

const path = "/api/v2/notifications/handshake";
const body = [{ channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: ["long-polling", "websocket"] }];

test("the push server knows Basic and cookies, wants no token, and answers strangers with the usual envelope", async (t) => {
  const { ask } = await startPush(t);
  const post = (more: Partial<Ask>) => ask({ method: "POST", path, body, ...more });
  assert.equal((await post({ as: "alice" })).status, 200);
  const { cookie } = await ask({ path: "/api/v2/me", as: "alice" });
  const byCookie = { cookie: `JSESSIONID=${cookie}` };
  assert.match((await post({ headers: byCookie })).text, /"successful":true/);
  assert.equal((await post({ headers: byCookie, body: JSON.stringify(body) })).status, 415, "a cookie needs the type");
  assert.equal((await post({ headers: { ...byCookie, origin: "https://evil.test" } })).status, 403);
  assert.equal((await post({ headers: { ...byCookie, origin: "http://localhost:80" } })).status, 200);
  const stranger = await post({});
  assert.deepEqual([stranger.status, stranger.json["statusCode"]], [401, 20]);
  assert.equal(stranger.headers["x-content-type-options"], "nosniff");
  assert.equal(stranger.headers["www-authenticate"], 'Basic realm="postroom", charset="UTF-8"');
  const wrong = await post({ headers: { authorization: basic("alice", "no"), "x-requested-with": "XMLHttpRequest" } });
  assert.deepEqual([wrong.status, wrong.headers["www-authenticate"]], [401, undefined]);
});

test("who must change the password, and who asks too often, gets no push", async (t) => {
  const [first] = acme.agents;
  const nora = { ...first, userName: "nora", password: "nora-demo-1", changePasswordOnFirstLogin: true };
  const file = { ...settingsOf({ requestRate: 1, requestBurst: 2 }), agents: [...acme.agents, nora] };
  const { ask } = await startPush(t, file);
  const owing = await ask({ method: "POST", path, body, as: "nora" });
  assert.deepEqual([owing.status, owing.json["statusCode"]], [403, 8]);
  const statuses = [];
  for (let count = 0; count < 3; count += 1)
    statuses.push((await ask({ method: "POST", path, body, as: "bob" })).status);
  assert.deepEqual(statuses, [200, 200, 429]);
});

test("OPTIONS tells strangers too what may be done, like every other path", async (t) => {
  const { ask } = await startPush(t);
  for (const at of ["/api/v2/notifications", "/api/v2/notifications/", path]) {
    for (const headers of [{}, { origin: "https://evil.test" }]) {
      const { status, headers: told, text } = await ask({ method: "OPTIONS", path: at, headers });
      assert.deepEqual([status, told["allow"], text], [204, "POST, OPTIONS", ""], at);
    }
  }
  const put = await ask({ method: "PUT", path, as: "alice" });
  assert.deepEqual([put.status, put.headers["allow"]], [405, "POST, OPTIONS"]);
});

test("clients that know nothing but 200 get every refusal of the push server under it, but 401, 429 and 503", async (t) => {
  const { ask } = await startPush(t, settingsOf({ alwaysHttp200: true }));
  const post = { method: "POST", path, as: "alice" };
  const messages = Array.from({ length: bayeuxDefaults.messagesPerRequestMax + 1 }, () => ({}));
  const table: readonly (readonly [Ask, number])[] = [
    [{ ...post, method: "PUT" }, 3],
    [{ ...post, body: "x=1", headers: { "content-type": "text/plain" } }, 10],
    [{ ...post, body: "[", headers: { "content-type": "application/json" } }, 10],
    [{ ...post, body: messages }, 10],
    [{ ...post, body: { x: "x".repeat(bayeuxDefaults.requestBytesMax) } }, 10],
    [{ ...post, body, headers: { origin: "https://evil.test" } }, 3],
  ];
  for (const [asked, code] of table) {
    const answer = await ask(asked);
    assert.deepEqual([answer.status, answer.json["statusCode"]], [200, code], answer.text);
    assert.equal(answer.json["errorDescription"], answer.json["statusMessage"]);
  }
  assert.equal((await ask({ method: "POST", path, body })).status, 401);
});

test("a websocket is admitted by cookie, and its messages keep that session alive", async (t) => {
  const { ask, start, centre } = await startPush(t, settingsOf({ sessionIdleTimeout: 600 }));
  const { port } = await start();
  const { cookie } = await ask({ path: "/api/v2/me", as: "alice" });
  const headers = { cookie: `JSESSIONID=${cookie}` };
  const stranger = new WebSocket(`ws://127.0.0.1:${port}/api/v2/notifications`);
  const [error] = await once(stranger, "error");
  assert.match(String(error), /401/);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v2/notifications`, { headers });
  await once(socket, "open");
  for (let minutes = 0; minutes < 24; minutes += 8) {
    centre.clock.advance(8 * 60_000);
    socket.send(JSON.stringify(body));
    await once(socket, "message");
    const sql = "SELECT 1 FROM http_sessions WHERE last_seen_at = $1";
    while ((await centre.pool.query(sql, [new Date(centre.clock.wall())])).rowCount === 0);
  }
  socket.close();
  await once(socket, "close");
  assert.equal((await ask({ path: "/api/v2/me", headers })).status, 200);
});

/** An HTTP server with the push server behind its log-in, as `main.ts` puts them together. */
async function startPush(t: TestContext, file?: unknown) {
  const server = await startHttp(t, file === undefined ? {} : { file });
  const { clock } = server.centre;
  const hub = createHub({
    settings: bayeuxDefaults,
    clock,
    chance: systemChance,
    metrics: createMetrics(),
    log: silentLog,
  });
  registerCometd(server.fastify, { hub, ...server.callers, websocket: true });
  return server;
}
