import assert from "node:assert/strict";
import { test } from "node:test";
import { load, owned } from "../../testing/agent-day.ts";
import { refusal } from "./listening.fixture.ts";
import { acmeWithTeams, startTeams } from "./team.fixture.ts";

const place = (more: object = {}) => ({ operationName: "PlaceInWorkbin", ...more });
const add = (id: string, more: object = {}) => ({ operationName: "AddEmail", id, ...more });
const pull = (id: string, more: object = {}) => ({ operationName: "PullEmail", id, ...more });

test("what PlaceInWorkbin refuses, in the documented words and order", async (t) => {
  const { centre, post, bins } = await startTeams(t);
  const id = await owned(centre, "alice");
  const before = await load(centre, id);
  const asked = async (user: string, body: object, target = id, headers = {}) =>
    refusal(await post(user, `/me/emails/${target}`, place(body), headers));
  assert.equal(await asked("alice", { workbinName: 5 }), "10/400 $.workbinName: expected string, got number");
  assert.equal(await asked("alice", { comment: "x".repeat(10_001) }), "10/400 $.comment: at most 10000 characters");
  assert.equal(
    await asked("alice", { workbinId: bins.draft, workbinUri: `/workbins/${bins.failed}` }),
    "2/400 $.workbinId: names another workbin than workbinUri",
  );
  assert.equal(await asked("root", {}), "5/403 using workbins needs role agent");
  assert.equal(await asked("alice", {}, "NOSUCH"), "6/404 interaction not found: NOSUCH");
  assert.equal(
    await asked("alice", {}, id, { "if-match": '"1"' }),
    "2/409 version 1 is stale, the present version is 3",
  );
  const held = "is not possible: the interaction is held by another user";
  assert.equal(await asked("bob", { workbinName: "nope" }), `3/403 PlaceInWorkbin ${held}`);
  assert.equal(await asked("alice", { workbinName: "nope" }), "6/404 workbin not found: nope");
  assert.equal(await asked("alice", { workbinId: "nope" }), "6/404 workbin not found: nope");
  assert.equal(
    await asked("alice", { workbinName: "draft", workbinId: bins.failed }),
    "2/400 $.workbinId: names another workbin than workbinName",
  );
  const agents = "2/400 $.agentGroup: draft is a workbin of agents";
  assert.equal(await asked("alice", { workbinName: "draft", agentGroup: "FrontLine" }), agents);
  assert.equal(refusal(await post("alice", `/workbins/${bins.draft}`, add(id, { agentGroup: "FrontLine" }))), agents);
  assert.equal(refusal(await post("alice", "/workbins/nope", add(id))), "6/404 workbin not found: nope");
  assert.equal(refusal(await post("bob", `/workbins/${bins.draft}`, add(id))), `3/403 AddEmail ${held}`);
  assert.equal(
    refusal(await post("alice", `/workbins/${bins.draft}`, { operationName: "AddEmail" })),
    "1/400 $.id: missing",
  );
  assert.deepEqual(await load(centre, id), before);
  await post("alice", `/me/emails/${id}`, place());
  const lying = "is not possible: the interaction is InWorkbin";
  assert.equal(await asked("alice", {}), `2/409 PlaceInWorkbin ${lying}`);
  assert.equal(refusal(await post("alice", `/workbins/${bins.draft}`, add(id))), `2/409 AddEmail ${lying}`);
});

test("what a workbin refuses, in the documented words and order", async (t) => {
  const { centre, get, post, bins } = await startTeams(t);
  const shelf = `/me/workbins/${bins["in-progress"]}`;
  const id = await owned(centre, "alice");
  await post("alice", `/me/emails/${id}`, place());
  for (const name of ["AddChat", "PullWorkitem", "PullChat", "Foo"]) {
    const answer = await post("alice", shelf, { operationName: name, id });
    assert.equal(refusal(answer), `10/400 $.operationName: unknown operation "${name}"`);
  }
  assert.equal(refusal(await post("alice", shelf, { operationName: "PullEmail" })), "1/400 $.id: missing");
  assert.equal(refusal(await post("alice", shelf, pull("NOSUCH"))), "6/404 interaction not found: NOSUCH");
  assert.equal(refusal(await post("alice", "/me/workbins/NOSUCH", pull(id))), "6/404 workbin not found: NOSUCH");
  assert.equal(refusal(await get("alice", "/me/workbins/NOSUCH")), "6/404 workbin not found: NOSUCH");
  assert.equal(
    refusal(await post("alice", `/me/workbins/${bins.failed}`, pull(id))),
    `6/404 interaction not found: ${id}`,
  );
  assert.equal(refusal(await post("bob", shelf, pull(id))), `6/404 interaction not found: ${id}`);
  assert.equal(
    refusal(await post("alice", shelf, pull(id), { "if-match": '"2"' })),
    "2/409 version 2 is stale, the present version is 4",
  );
  assert.equal((await post("alice", shelf, pull(id))).status, 200);
  assert.equal(
    refusal(await post("alice", shelf, pull(id))),
    "2/409 PullEmail is not possible: the interaction is Processing",
  );
  assert.equal(refusal(await post("bob", shelf, pull(id))), `19/409 interaction already taken: ${id}`);
  await post("alice", `/me/emails/${id}`, { operationName: "Complete" });
  assert.equal(
    refusal(await post("alice", shelf, pull(id))),
    "2/409 PullEmail is not possible: the interaction is Completed",
  );
  const settings = { workspace: { "privilege.workbins.can-use": false } };
  const strict = await startTeams(t, { ...acmeWithTeams, settings });
  const other = await owned(strict.centre, "alice");
  const bin = `/me/workbins/${strict.bins.draft}`;
  const forbidden = "5/403 using workbins is not allowed for alice";
  assert.equal(refusal(await strict.post("alice", `/me/emails/${other}`, place())), forbidden);
  assert.equal(refusal(await strict.get("alice", "/me/workbins?fields=*")), forbidden);
  assert.equal(refusal(await strict.get("alice", `${bin}/emails`)), forbidden);
  for (const body of [add(other), pull(other), { operationName: "Subscribe" }, { operationName: "Unsubscribe" }]) {
    assert.equal(refusal(await strict.post("alice", bin, body)), forbidden);
  }
});

test("of two who pull at once exactly one has it, and the other is told so; one agent's two sessions likewise", async (t) => {
  const { centre, post, bins } = await startTeams(t);
  const path = `/workbins/${bins.team}`;
  for (let round = 0; round < 4; round += 1) {
    const id = await owned(centre, "alice");
    await post("alice", `/me/emails/${id}`, place({ workbinName: "team" }));
    const users = round % 2 === 0 ? ["alice", "bob"] : ["bob", "bob"];
    const answers = await Promise.all(users.map((user) => post(user, path, pull(id))));
    const lost = answers.filter(({ status }) => status !== 200);
    const reason =
      round % 2 === 0
        ? `19/409 interaction already taken: ${id}`
        : "2/409 PullEmail is not possible: the interaction is Processing";
    assert.deepEqual(lost.map(refusal), [reason]);
    const { holder, version } = await load(centre, id);
    const winner = users[answers.findIndex(({ status }) => status === 200)] ?? "";
    assert.deepEqual([holder, version], [(await centre.as(winner)).id, 5]);
    await post(winner, `/me/emails/${id}`, { operationName: "Complete" });
  }
});

test("a repeated Add with the same key is one Add", async (t) => {
  const { centre, post, bins } = await startTeams(t);
  const id = await owned(centre, "alice");
  const headers = { "idempotency-key": "k1" };
  const first = await post("alice", `/workbins/${bins.draft}`, add(id), headers);
  const again = await post("alice", `/workbins/${bins.draft}`, add(id), headers);
  assert.equal(again.text, first.text);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal((await load(centre, id)).version, 4);
});
