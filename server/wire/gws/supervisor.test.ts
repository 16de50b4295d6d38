import assert from "node:assert/strict";
import { test } from "node:test";
import { operationAnswer } from "@postroom/contract";
import { settingsOf } from "../../adapters/http/http.fixture.ts";
import { runDue } from "../../loops/clock.ts";
import { reject } from "../../operations/email/reject.ts";
import { logIn } from "../../operations/session/log-in.ts";
import { doneBy, drafted, load, owned, readAndRoute, ready, receive, route, sent } from "../../testing/agent-day.ts";
import { lastTold, toldTo } from "../../testing/supervised.ts";
import { supervised } from "./supervisor.fixture.ts";

const take = { operationName: "Take", reason: "angry customer" };

test("Take makes the supervisor the owner; who had it is told Reassigned, the supervisor as after an Accept, the audit why", async (t) => {
  const { centre, post, get } = await supervised(t);
  const id = await owned(centre, "alice");
  const answer = await post("sam", `/interactions/${id}`, take);
  assert.equal(answer.status, 200);
  operationAnswer.parse(answer.json);
  const { version, state, holder } = await load(centre, id);
  assert.deepEqual([state, holder], ["Processing", (await centre.as("sam")).id]);
  assert.equal(answer.headers["etag"], `"${version}"`);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", id, "Revoked", "Reassigned"]);
  assert.deepEqual(await lastTold(centre, "sam"), ["StatusChange", id, "Processing", undefined]);
  const [own] = (await toldTo(centre, "sam", "/v2/me/interactions")).slice(-1);
  assert.equal(own?.["referenceId"], answer.json["referenceId"]);
  const [lost] = (await toldTo(centre, "alice", "/v2/me/interactions")).slice(-1);
  assert.deepEqual([lost?.["state"], lost?.["reason"], lost?.["referenceId"]], ["Revoked", "Reassigned", undefined]);
  const history = (await get("sam", `/interactions/${id}/history`)).json["history"];
  assert.ok(Array.isArray(history));
  assert.deepEqual(
    [history.at(-1).by, history.at(-1).operation, history.at(-1).why],
    ["sam", "Take", "angry customer"],
  );
  const audit = (await get("root", "/audit?since=0&limit=1000")).json["audit"];
  assert.ok(Array.isArray(audit) && audit.some((row) => row.operation === "Take" && row.why === "angry customer"));
});

test("Take works from every open state, and from none that is over", async (t) => {
  const { centre, codes } = await supervised(t);
  const queued = await receive(centre);
  await readAndRoute(centre);
  assert.deepEqual(await codes("sam", `/interactions/${queued}`, take), [0, 200]);
  await ready(centre, "alice");
  const invited = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, invited)).state, "Invited");
  assert.deepEqual(await codes("sam", `/interactions/${invited}`, take), [0, 200]);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", invited, "Revoked", "Reassigned"]);
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  assert.deepEqual(await codes("sam", `/interactions/${draft}`, take), [0, 200]);
  assert.deepEqual(await lastTold(centre, "sam"), ["StatusChange", draft, "Composing", undefined]);
  await codes("sam", `/interactions/${draft}`, {
    operationName: "MoveToWorkbin",
    workbinName: "draft",
    userName: "bob",
  });
  assert.equal((await load(centre, draft)).state, "InWorkbin");
  assert.deepEqual(await codes("sam", `/interactions/${draft}`, take), [0, 200]);
  await codes("sam", `/interactions/${draft}`, { operationName: "Cancel" });
  assert.deepEqual(await codes("sam", `/interactions/${draft}`, take), [2, 409]);
  assert.deepEqual(await codes("sam", `/interactions/${await sent(centre, "alice")}`, take), [2, 409]);
});

test("an admin may take, and then only move on: answering needs role agent", async (t) => {
  const { centre, post, codes } = await supervised(t);
  const id = await owned(centre, "alice");
  assert.deepEqual(await codes("root", `/interactions/${id}`, take), [0, 200]);
  assert.equal((await load(centre, id)).holder, (await centre.as("root")).id);
  const refused = await post("root", `/me/emails/${id}`, { operationName: "Reply", quoteOriginal: false });
  assert.deepEqual([refused.status, refused.json["statusCode"]], [403, 5]);
  const told = (await toldTo(centre, "root")).at(-1);
  assert.ok(JSON.stringify(told).includes('"capabilities":[]'));
  const assigned = { operationName: "Assign", userName: "alice" };
  assert.deepEqual(await codes("root", `/interactions/${id}`, assigned), [0, 200]);
});

test("agents may do none of it, whatever they name", async (t) => {
  const { centre, post, codes, get } = await supervised(t);
  const id = await owned(centre, "alice");
  const { id: bob } = await centre.as("bob");
  for (const path of [`/interactions/${id}`, "/interactions/NOSUCH"]) {
    const refused = await post("alice", path, take);
    assert.deepEqual(
      [refused.status, refused.json["statusCode"], refused.json["statusMessage"]],
      [403, 5, "Take needs role supervisor or admin"],
    );
  }
  const forbidden: readonly (readonly [string, object])[] = [
    ["/interactions", { operationName: "Complete", ids: [id] }],
    [`/interactions/${id}/delivery`, { operationName: "Hold" }],
    ["/deliveries", { operationName: "Hold" }],
    [`/users/${bob}`, { operationName: "Ready" }],
    [`/users/${bob}/channels/email`, { operationName: "LogOut" }],
  ];
  for (const [path, body] of forbidden) assert.deepEqual(await codes("alice", path, body), [5, 403], path);
  assert.equal((await get("alice", "/supervisor/overview")).json["statusCode"], 5);
});

test("Assign offers it directly, however busy or unready the agent, and it goes back to its place when declined", async (t) => {
  const { centre, codes, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const { position } = await load(centre, id);
  const { id: bob } = await centre.as("bob");
  await doneBy(centre, "bob", logIn, {
    input: { channels: ["email"] },
  });
  const uri = `http://elsewhere/api/v2/users/${bob}`;
  const answer = await post("sam", `/interactions/${id}`, { operationName: "Assign", userUri: uri, userName: "BOB" });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(await lastTold(centre, "bob"), ["StatusChange", id, "Invited", undefined]);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", id, "Revoked", "Reassigned"]);
  await doneBy(centre, "bob", reject, { target: id, input: {} });
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.position], ["Queued", position]);
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  assert.deepEqual(await codes("sam", `/interactions/${draft}`, { operationName: "Assign", userId: bob }), [0, 200]);
  centre.clock.advance(31_000);
  await runDue(centre.performing);
  const returned = await load(centre, draft);
  const { id: sam } = await centre.as("sam");
  assert.deepEqual([returned.state, returned.shelf?.name, returned.shelf?.owner], ["InWorkbin", "draft", sam]);
});

test("Assign refuses in order: no target, unknown, two different ones, no agent, logged out; and a stale version before them", async (t) => {
  const { centre, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const { id: bob } = await centre.as("bob");
  const { id: alice } = await centre.as("alice");
  const refusals: readonly (readonly [object, number, number, string])[] = [
    [{}, 1, 400, "$.userUri: missing (or another target)"],
    [{ userName: "nobody" }, 6, 404, "user not found: nobody"],
    [{ userId: "nobody" }, 6, 404, "user not found: nobody"],
    [{ userId: bob, userName: "alice" }, 2, 400, "$.userName: names another user than $.userId"],
    [{ userId: bob, userUri: `/users/${alice}` }, 2, 400, "$.userId: names another user than $.userUri"],
    [{ userName: "root" }, 10, 400, "$.userName: root is not an agent"],
    [{ userName: "bob" }, 2, 409, "Assign is not possible: bob is not logged in"],
    [{ userName: 7 }, 10, 400, "$.userName: expected string, got number"],
  ];
  for (const [target, code, http, message] of refusals) {
    const { status, json } = await post("sam", `/interactions/${id}`, { operationName: "Assign", ...target });
    assert.deepEqual([json["statusCode"], status, json["statusMessage"]], [code, http, message]);
  }
  const body = { operationName: "Assign", userName: "nobody" };
  const stale = await post("sam", `/interactions/${id}`, body, { "if-match": '"1"' });
  const { version } = await load(centre, id);
  assert.deepEqual([stale.status, stale.json["statusCode"], stale.json["version"]], [409, 2, version]);
  assert.equal((await post("sam", "/interactions/NOSUCH", body, { "if-match": '"1"' })).json["statusCode"], 6);
  assert.equal((await load(centre, id)).holder, alice, "nothing was changed");
});

test("an agent who is taken an invitation has room again; a direct one does not ask for it", async (t) => {
  const { centre, post } = await supervised(t);
  await ready(centre, "alice");
  for (let count = 0; count < 4; count += 1) await receive(centre);
  await readAndRoute(centre);
  const held = async () =>
    (await centre.performing.store.read((reading) => reading.agents.list())).find((one) => one.userName === "alice")
      ?.held;
  assert.equal(await held(), 3);
  const { rows } = await centre.pool.query("SELECT id, state FROM interactions ORDER BY received_at, id");
  const waiting = rows.find((row) => row.state === "Queued").id;
  const offered = rows.find((row) => row.state === "Invited").id;
  assert.equal(
    (await post("sam", `/interactions/${waiting}`, { operationName: "Assign", userName: "alice" })).status,
    200,
  );
  assert.equal(await held(), 4);
  await post("sam", `/interactions/${offered}`, take);
  await post("sam", `/interactions/${waiting}`, { operationName: "Complete" });
  assert.equal(await held(), 2);
  const next = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, next)).state, "Invited");
});

test("MoveToQueue keeps priority and age or goes to the end, and does not offer it at once to whom it was taken from", async (t) => {
  const { centre, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const { position } = await load(centre, id);
  centre.clock.advance(60_000);
  const moved = await post("sam", `/interactions/${id}`, {
    operationName: "MoveToQueue",
    queueName: "general",
    reason: "billing",
  });
  assert.equal(moved.status, 200, moved.text);
  assert.deepEqual((await load(centre, id)).position, position);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", id, "Revoked", "Reassigned"]);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Queued", "alice is left in peace for a while");
  centre.clock.advance(10_000);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Invited");
  await post("sam", `/interactions/${id}`, { operationName: "MoveToQueue", queueName: "support", position: "end" });
  const { position: last } = await load(centre, id);
  assert.deepEqual(last, { priority: 10, enqueuedAt: Math.floor(centre.clock.steady()) });
});

test("MoveToQueue refuses a missing, unknown or unfit queue, and a place that there is not", async (t) => {
  const { centre, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const refusals: readonly (readonly [object, number, number, string])[] = [
    [{}, 1, 400, "$.queueName: missing"],
    [{ queueName: "suport" }, 6, 404, "queue not found: suport"],
    [{ queueName: "email-drafts" }, 2, 400, "$.queueName: MoveToQueue cannot use the draft queue email-drafts"],
    [{ queueName: "parked" }, 2, 400, "$.queueName: MoveToQueue cannot use the parked queue parked"],
    [{ queueName: "general", position: "start" }, 10, 400, '$.position: expected keep or end, got "start"'],
  ];
  for (const [queue, code, http, message] of refusals) {
    const { status, json } = await post("sam", `/interactions/${id}`, { operationName: "MoveToQueue", ...queue });
    assert.deepEqual([json["statusCode"], status, json["statusMessage"]], [code, http, message]);
  }
});

test("what is old overflows from the queue it is moved to no sooner than what is new", async (t) => {
  const { centre, post } = await supervised(t, { file: overflowing() });
  const id = await owned(centre, "alice");
  centre.clock.advance(3_600_000);
  await post("sam", `/interactions/${id}`, { operationName: "MoveToQueue", queueName: "support" });
  const { deadline } = await load(centre, id);
  assert.deepEqual([deadline?.row, deadline?.due], ["Overflow", Math.floor(centre.clock.steady()) + 900_000]);
});

function overflowing() {
  const { queues, ...rest } = settingsOf({});
  const routing = { skills: "English >= 3", priority: 10, overflow: { after: 900, queue: "general" } };
  return { ...rest, queues: queues.map((queue) => (queue.name === "support" ? { ...queue, routing } : queue)) };
}

test("MoveToWorkbin puts it on an agent's shelf or a group's, and refuses what does not fit", async (t) => {
  const file = { ...settingsOf({}), workbins: [{ name: "team", type: "AgentGroup" }] };
  const { centre, post } = await supervised(t, { file });
  const id = await owned(centre, "alice");
  const { id: bob } = await centre.as("bob");
  const move = (to: object) => post("sam", `/interactions/${id}`, { operationName: "MoveToWorkbin", ...to });
  const refusals: readonly (readonly [object, number, number, string])[] = [
    [{ userId: bob }, 1, 400, "$.workbinName: missing"],
    [{ workbinName: "in-progress" }, 1, 400, "$.userId: missing"],
    [
      { workbinName: "team", userId: bob, agentGroup: "FrontLine" },
      2,
      400,
      "$.agentGroup: userId and agentGroup exclude each other",
    ],
    [{ workbinName: "nosuch", userId: bob }, 6, 404, "workbin not found: nosuch"],
    [{ workbinName: "in-progress", userId: "x" }, 6, 404, "user not found: x"],
    [{ workbinName: "team", agentGroup: "x" }, 6, 404, "group not found: x"],
    [{ workbinName: "in-progress", userName: "root" }, 10, 400, "$.userName: root is not an agent"],
    [{ workbinName: "team", userName: "bob" }, 2, 400, "$.userName: team is a workbin of groups"],
    [{ workbinName: "draft", agentGroup: "FrontLine" }, 2, 400, "$.agentGroup: draft is a workbin of agents"],
  ];
  for (const [to, code, http, message] of refusals) {
    const { status, json } = await move(to);
    assert.deepEqual([json["statusCode"], status, json["statusMessage"]], [code, http, message]);
  }
  assert.equal((await move({ workbinName: "in-progress", userId: bob })).status, 200);
  const shelved = await load(centre, id);
  assert.deepEqual([shelved.state, shelved.shelf?.owner, shelved.shelf?.ownedBy], ["InWorkbin", bob, "agent"]);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", id, "Revoked", "Reassigned"]);
  assert.equal((await move({ workbinName: "team", agentGroup: "FrontLine" })).status, 200);
  assert.equal((await load(centre, id)).shelf?.ownedBy, "group");
});

test("Complete ends what came in and Cancel a draft, from every open state, and neither the other", async (t) => {
  const { centre, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", id);
  const said = async (target: string, operationName: string) => {
    const { status, json } = await post("sam", `/interactions/${target}`, { operationName });
    return [status, json["statusCode"], json["statusMessage"]];
  };
  assert.deepEqual(await said(draft, "Complete"), [409, 2, "Complete is not possible: it is a draft"]);
  assert.deepEqual(await said(id, "Cancel"), [409, 2, "Cancel is not possible: it is a received e-mail"]);
  assert.equal((await said(id, "Complete"))[0], 200);
  assert.deepEqual(await lastTold(centre, "alice"), ["StatusChange", id, "Revoked", "Reassigned"]);
  assert.equal((await said(draft, "Cancel"))[0], 200);
  assert.deepEqual([(await load(centre, id)).state, (await load(centre, draft)).state], ["Completed", "Canceled"]);
  assert.deepEqual(await said(id, "Complete"), [409, 2, "Complete is not possible: the interaction is Completed"]);
  const unread = await receive(centre);
  assert.deepEqual(await said(unread, "Complete"), [
    409,
    2,
    "Complete is not possible: its message has not been read yet",
  ]);
});

test("a mandatory disposition binds the supervisor too", async (t) => {
  const file = settingsOf({ workspace: { "interaction.disposition.is-mandatory": "true" } });
  const { centre, post } = await supervised(t, { file });
  const { json } = await post("sam", `/interactions/${await owned(centre, "alice")}`, { operationName: "Complete" });
  assert.equal(json["statusMessage"], "Complete is not possible: DispositionCode is empty");
});
