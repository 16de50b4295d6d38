import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { load, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

async function leading(t: TestContext, file: unknown = acme) {
  const day = await startDay(t, { file });
  const { server, centre } = day;
  const control = async (as: string, of: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const id = of === "nobody" ? of : (await centre.as(of)).id;
    return server.ask({ method: "POST", path: `${base}/agents/${id}`, as, body, headers });
  };
  const told = async (as: string) => (await day.hear(as, "/postroom/v1/me/notices")).map((data) => Object(data));
  const notices = async (as: string): Promise<readonly Shown[]> =>
    Object((await server.ask({ path: `${base}/me/snapshot`, as })).json).notices;
  const audited = async (): Promise<readonly Shown[]> =>
    Object((await day.get("sam", "/audit?since=0&limit=1000")).json).audit;
  return { ...day, control, told, notices, audited };
}

test("a supervisor sets a state: the answer is the agent, who is told by whom and why until they put it away", async (t) => {
  const { centre, server, control, told, notices, audited } = await leading(t);
  await ready(centre, "alice");
  await told("alice");
  const set = await control("sam", "alice", { operationName: "SetState", state: "NotReady", reason: "Training" });
  assert.equal(set.status, 200, set.text);
  const { agent } = Object(set.json);
  assert.deepEqual(
    [agent.userName, agent.state, agent.reason, agent.forcedBy, agent.held, agent.capacity, agent.groups],
    ["alice", "NotReady", "Training", "sam", 0, 3, ["FrontLine"]],
  );
  assert.deepEqual(agent.capabilities, ["SetState", "LogOff", "ReOffer", "Message"]);
  const [{ notice }] = (await told("alice")) as [Shown];
  assert.deepEqual(
    [notice.by, notice.operationName, notice.state, notice.reason],
    ["sam", "SetState", "NotReady", "Training"],
  );
  assert.deepEqual(await notices("alice"), [notice], "it survives a reload");
  assert.deepEqual(await notices("bob"), []);
  const away = { method: "DELETE", path: `${base}/me/notices/${notice.id}` };
  assert.match(refusal(await server.ask({ ...away, as: "bob" })), /^6\/404 notice not found/);
  assert.equal((await server.ask({ ...away, as: "alice" })).json["removedId"], notice.id);
  assert.deepEqual([await told("alice"), await notices("alice")], [[{ removedId: notice.id }], []]);
  const row = (await audited()).find(({ thing }) => thing === "agent");
  assert.deepEqual([row?.by, row?.operation, row?.name, row?.why], ["sam", "NotReady", "alice", "Training"]);
});

test("what an agent holds goes back to its queue for somebody else, and is offered to the agent again only on purpose", async (t) => {
  const { centre, control, told } = await leading(t);
  const id = await owned(centre, "alice");
  await told("alice");
  const item = { interactionId: id, reason: "off to lunch" };
  assert.match(
    refusal(await control("sam", "bob", { operationName: "TakeBack", ...item })),
    /^2\/409 TakeBack is not possible: bob does not hold/,
  );
  const back = await control("sam", "alice", { operationName: "TakeBack", ...item });
  assert.deepEqual([back.status, Object(back.json["agent"]).held], [200, 0], back.text);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Queued", "alice has just lost it");
  const [taken] = await told("alice");
  assert.deepEqual(
    [taken.notice.operationName, taken.notice.interactionId, taken.notice.subject, taken.notice.reason],
    ["TakeBack", id, "Order 4711", "off to lunch"],
  );
  const again = await control("root", "alice", { operationName: "ReOffer", interactionId: id });
  assert.deepEqual([again.status, Object(again.json["agent"]).offered], [200, 1], again.text);
  const { id: alice } = await centre.as("alice");
  assert.deepEqual([(await load(centre, id)).state, (await load(centre, id)).holder], ["Invited", alice]);
  assert.match(
    refusal(await control("sam", "bob", { operationName: "ReOffer", interactionId: id })),
    /^3\/403 ReOffer is not possible: the interaction is offered/,
  );
});

test("log-off ends the agent's sessions and returns what was offered; that notice and messages wait for them, and the audit keeps all", async (t) => {
  const { centre, server, control, notices, audited } = await leading(t);
  await ready(centre, "alice");
  const offered = await receive(centre);
  await readAndRoute(centre);
  const { cookie } = await server.ask({ path: "/api/v2/me", as: "alice" });
  assert.equal((await control("sam", "alice", { operationName: "LogOff", reason: "fire drill" })).status, 200);
  assert.equal((await load(centre, offered)).state, "Queued");
  const mine = { path: "/api/v2/me", headers: { cookie: `JSESSIONID=${cookie}` } };
  assert.equal((await server.ask(mine)).status, 401);
  const key = { "idempotency-key": "once" };
  const body = { operationName: "Message", text: "  Call me,\nplease  " };
  for (const _ of [1, 2]) assert.equal((await control("sam", "alice", body, key)).status, 200);
  const waiting = await notices("alice");
  assert.deepEqual(
    waiting.map(({ by, operationName, reason, text }) => [by, operationName, reason ?? text]).toSorted(),
    [
      ["sam", "LogOff", "fire drill"],
      ["sam", "Message", "Call me,\nplease"],
    ],
  );
  const rows = (await audited()).filter(({ thing }) => thing === "agent");
  assert.deepEqual(
    rows.map(({ by, operation, name, why }) => [by, operation, name, why]),
    [
      ["sam", "LogOut", "alice", "fire drill"],
      ["sam", "Message", "alice", "Call me,\nplease"],
    ],
  );
  assert.match(
    refusal(await control("sam", "alice", { operationName: "ReOffer", interactionId: offered })),
    /^2\/409 ReOffer is not possible: alice is not logged in/,
  );
});

test("what is parked is offered to nobody until it is moved into a queue", async (t) => {
  const { control, centre, post } = await leading(t);
  const id = await receive(centre);
  await readAndRoute(centre);
  await centre.pool.query("UPDATE interactions SET queue_id = (SELECT id FROM queues WHERE kind = 'parked')");
  await ready(centre, "alice");
  const offer = () => control("sam", "alice", { operationName: "ReOffer", interactionId: id });
  assert.equal(refusal(await offer()), "2/409 ReOffer is not possible: it is parked; MoveToQueue releases it");
  assert.equal(
    (await post("sam", `/interactions/${id}`, { operationName: "MoveToQueue", queueName: "review" })).status,
    200,
  );
  assert.equal((await offer()).status, 200);
});

test("a supervisor of groups leads their members and nobody else; agents lead nobody", async (t) => {
  const groups = [{ name: "FrontLine" }, { name: "Back" }];
  const agents = acme.agents.map((one) => (one.userName === "sam" ? { ...one, groups: ["Back"] } : one));
  const { control, centre, post } = await leading(t, { ...acme, groups, agents });
  await ready(centre, "alice", "sam");
  const body = { operationName: "SetState", state: "NotReady" };
  assert.match(
    refusal(await control("sam", "alice", body)),
    /^5\/403 SetState is not possible: alice is in none of your groups/,
  );
  const { id: alice } = await centre.as("alice");
  // Unchanged clients keep what wire.md 12 gives them: the whole centre.
  assert.equal((await post("sam", `/users/${alice}`, { operationName: "NotReady" })).status, 200);
  assert.equal((await control("sam", "sam", body)).status, 200);
  assert.equal((await control("root", "alice", body)).status, 200);
  assert.match(refusal(await control("bob", "alice", body)), /^5\/403 .*needs role supervisor or admin/);
});

test("what is wrong is named by its field, and changes nothing", async (t) => {
  const { control, notices } = await leading(t);
  const cases = [
    [{}, /^1\/400 \$\.operationName/],
    [{ operationName: "Fire" }, /^10\/400 \$\.operationName/],
    [{ operationName: "SetState" }, /^1\/400 \$\.state/],
    [{ operationName: "SetState", state: "Away" }, /^10\/400 \$\.state/],
    [{ operationName: "SetState", state: "Ready", reason: "a\nb" }, /^10\/400 \$\.reason/],
    [{ operationName: "SetState", state: "Ready" }, /^2\/409 .*alice is not logged in/],
    [{ operationName: "TakeBack" }, /^1\/400 \$\.interactionId/],
    [{ operationName: "ReOffer", interactionId: "none" }, /^6\/404 interaction not found: none/],
    [{ operationName: "Message", text: " \n" }, /^1\/400 \$\.text/],
    [{ operationName: "Message", text: "a".repeat(1_001) }, /^10\/400 \$\.text/],
  ] as const;
  for (const [body, words] of cases) assert.match(refusal(await control("sam", "alice", body)), words);
  assert.match(refusal(await control("sam", "nobody", cases[5][0])), /^6\/404 user not found/);
  assert.match(refusal(await control("sam", "root", cases[5][0])), /^6\/404 channel not found/);
  assert.deepEqual(await notices("alice"), []);
});
