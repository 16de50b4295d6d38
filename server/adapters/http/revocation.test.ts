import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { tellOnce } from "../../loops/notifier.ts";
import { ready } from "../../testing/agent-day.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { pushMessages } from "../../wire/push-messages.ts";
import { registerCometd } from "../cometd/endpoint.ts";
import { createHub } from "../cometd/hub.ts";
import { bayeuxDefaults } from "../cometd/settings.ts";
import { createMetrics } from "../metrics/prometheus.ts";
import { systemChance } from "../time/system.ts";
import { startHttp } from "./http.fixture.ts";

const me = "/api/v2/me";
const topic = "/api/v2/notifications";

for (const change of [{ enabled: false }, { roles: ["ROLE_AGENT"] }, { password: "another one 1" }]) {
  test(`${JSON.stringify(change)} ends cookies with and without a row, and open polls`, async (t) => {
    const { ask, id, hub, tell, centre } = await startPushing(t);
    await ready(centre, "sam");
    const cookies = [await cookieOf(ask), await cookieOf(ask)];
    const [used = ""] = cookies;
    assert.equal((await ask({ path: me, headers: { cookie: used } })).status, 200);
    const clientId = await connected(ask, used);
    const poll = ask({ method: "POST", path: topic, headers: { cookie: used }, body: [connect(clientId)] });
    while (hub.counts().held === 0) await new Promise((resolve) => setImmediate(resolve));
    centre.clock.advance(1);
    const changed = await ask({ method: "PUT", path: `/api/v2/users/${id}`, as: "root", body: change });
    assert.equal(changed.status, 200, changed.text);
    for (const cookie of cookies) assert.equal((await ask({ path: me, headers: { cookie } })).status, 401, "at once");
    await tell();
    const { text } = await poll;
    assert.match(text, /402::/);
    assert.equal(hub.counts().sessions, 0);
    const signedIn = await ask({ path: me, as: "sam" });
    assert.equal(signedIn.status, "roles" in change ? 200 : 401);
    if (signedIn.cookie === undefined) return;
    centre.clock.advance(1);
    const again = await cookieOf(ask);
    assert.equal((await ask({ path: me, headers: { cookie: again } })).status, 200, "a new session is a session");
  });
}

test("a change that touches no rights leaves sessions and polls alone", async (t) => {
  const { ask, id, hub, tell } = await startPushing(t);
  const cookie = await cookieOf(ask);
  await connected(ask, cookie);
  const body = { firstName: "Samantha", capacity: 7, skills: { QA: 3 } };
  assert.equal((await ask({ method: "PUT", path: `/api/v2/users/${id}`, as: "root", body })).status, 200);
  await tell();
  assert.equal((await ask({ path: me, headers: { cookie } })).status, 200);
  assert.equal(hub.counts().sessions, 1);
});

test("whoever changes their own password stays signed in there, and nobody does elsewhere", async (t) => {
  const { ask, id, hub, tell, centre } = await startPushing(t);
  const [here, there] = [await cookieOf(ask), await cookieOf(ask)];
  const used = async (cookie: string) => (await ask({ path: me, headers: { cookie } })).status;
  const polls = new Map<string, Promise<string>>();
  for (const cookie of [here, there]) {
    const clientId = await connected(ask, cookie);
    const poll = ask({ method: "POST", path: topic, headers: { cookie }, body: [connect(clientId)] });
    polls.set(
      cookie,
      poll.then(({ text }) => text),
    );
  }
  while (hub.counts().held < 2) await new Promise((resolve) => setImmediate(resolve));
  const { "x-csrf-token": token = "" } = (await ask({ path: me, headers: { cookie: here } })).headers;
  const body = { operationName: "ChangePassword", oldPassword: "sam-demo-1", newPassword: "nobody knows this 7" };
  const changed = await ask({ method: "POST", path: me, headers: { cookie: here, "x-csrf-token": token }, body });
  assert.equal(changed.status, 200, changed.text);
  assert.deepEqual([await used(here), await used(there)], [200, 401]);
  await tell();
  assert.match((await polls.get(there)) ?? "", /"successful":true/);
  assert.equal(hub.counts().held, 1, "the one that changed it waits on");
  assert.equal((await ask({ path: me, as: "sam" })).status, 401);
  centre.clock.advance(1);
  const reset = { password: "another one 1" };
  assert.equal((await ask({ method: "PUT", path: `/api/v2/users/${id}`, as: "root", body: reset })).status, 200);
  assert.equal(await used(here), 401, "what was kept ends with the next change by an admin");
  await tell();
  await polls.get(here);
});

test("a step of the wall clock ends no session, and lets none begin or live on that would not", async (t) => {
  const { ask, id, centre } = await startPushing(t);
  const dayMs = 86_400_000;
  const cookie = await cookieOf(ask);
  const used = async (value: string) => (await ask({ path: me, headers: { cookie: value } })).status;
  assert.equal(await used(cookie), 200);
  centre.clock.stepWall(dayMs);
  centre.clock.advance(60_000);
  assert.equal(await used(cookie), 200, "a day forward");
  const body = { roles: ["ROLE_AGENT"] };
  assert.equal((await ask({ method: "PUT", path: `/api/v2/users/${id}`, as: "root", body })).status, 200);
  centre.clock.stepWall(-2 * dayMs);
  centre.clock.advance(60_000);
  assert.equal(await used(cookie), 401, "what was ended stays ended");
  const fresh = await cookieOf(ask);
  assert.equal(await used(fresh), 200, "signed in anew, two days back");
  centre.clock.advance(1_000_000);
  centre.clock.stepWall(-dayMs);
  centre.clock.advance(1_000_000);
  assert.equal(await used(fresh), 401, "nobody was there for longer than sessionIdleTimeout");
});

type Asking = Awaited<ReturnType<typeof startHttp>>["ask"];

/** HTTP and push on one centre, told by hand; `id` is sam's. */
async function startPushing(t: TestContext) {
  const server = await startHttp(t);
  const { performing, clock } = server.centre;
  const metrics = createMetrics();
  const hub = createHub({ settings: bayeuxDefaults, clock, chance: systemChance, metrics, log: silentLog });
  registerCometd(server.fastify, { hub, ...server.callers, websocket: false });
  const telling = { position: 0 };
  const messages = (events: Parameters<typeof pushMessages>[1]) =>
    pushMessages(performing.store, events, { publicUrl: "http://a", bodyBytesMax: 1_000 });
  const tell = async () => {
    while (await tellOnce({ performing, publisher: hub, messages, telling }));
  };
  const users = await server.ask({ path: "/api/v2/users?fields=id&userName=sam", as: "root" });
  const id = /"id":"(\w+)"/.exec(users.text)?.[1] ?? "";
  return { ...server, hub, tell, id };
}

async function cookieOf(ask: Asking): Promise<string> {
  const { cookie } = await ask({ path: me, as: "sam" });
  assert.ok(cookie !== undefined);
  return `JSESSIONID=${cookie}`;
}

const connect = (clientId: string) => ({ channel: "/meta/connect", clientId, connectionType: "long-polling" });

/** A push session whose next connect is held. */
async function connected(ask: Asking, cookie: string): Promise<string> {
  const handshake = { channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: ["long-polling"] };
  const post = (body: unknown) => ask({ method: "POST", path: topic, headers: { cookie }, body });
  const clientId = /"clientId":"([^"]+)"/.exec((await post([handshake])).text)?.[1] ?? "";
  assert.match((await post([connect(clientId)])).text, /"successful":true/);
  return clientId;
}
