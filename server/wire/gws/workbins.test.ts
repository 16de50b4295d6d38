import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned } from "../../testing/agent-day.ts";
import { dialects, refusal } from "./listening.fixture.ts";
import { startTeams } from "./team.fixture.ts";

const place = (more: object = {}) => ({ operationName: "PlaceInWorkbin", ...more });
const add = (id: string, more: object = {}) => ({ operationName: "AddEmail", id, ...more });
const pull = (id: string, more: object = {}) => ({ operationName: "PullEmail", id, ...more });

type Row = { readonly name: string; readonly type: string; readonly count: number };
type Item = { readonly id: string; readonly capabilities: readonly string[]; readonly workbin: string };
const emailIn = (message: Readonly<Record<string, unknown>> | undefined) =>
  message?.["email"] as { readonly state: string };
const rowsIn = (json: Readonly<Record<string, unknown>>) => json["workbins"] as readonly Row[];
const idsIn = (json: Readonly<Record<string, unknown>>) => (json["emails"] as readonly Item[]).map(({ id }) => id);

test("without another wish an inbound e-mail goes to in-progress, a draft to draft; their owner is told how it left", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  for (const path of dialects) {
    const id = await owned(centre, "alice");
    const draft = await drafted(centre, "alice", id);
    for (const [one, shelf] of [
      [id, "in-progress"],
      [draft, "draft"],
    ] as const) {
      for (const topic of ["/v2/me/emails", "/v2/me/interactions"]) await hear("alice", topic);
      const answer = await post("alice", `${path}/${one}`, place({ comment: "after lunch" }));
      assert.equal(answer.status, 200, answer.text);
      const after = await load(centre, one);
      assert.deepEqual(
        [after.state, after.holder, after.shelf?.workbin, after.shelf?.name, after.comments[0]?.text],
        ["InWorkbin", undefined, bins[shelf], shelf, "after lunch"],
      );
      assert.equal(after.userData["Workbin"], shelf);
      const [a] = await hear("alice", "/v2/me/interactions");
      const [b] = await hear("alice", "/v2/me/emails");
      assert.deepEqual([a?.["state"], a?.["reason"], a?.["capabilities"]], ["PlacedInWorkbin", "PlacedInWorkbin", []]);
      assert.equal(emailIn(b).state, "Completed");
      assert.equal(a?.["referenceId"], answer.json["referenceId"]);
    }
  }
});

test("the workbin is named by name, id or URI; the workbin's Add does the same and can remember the agent", async (t) => {
  const { centre, post, bins } = await startTeams(t);
  const uri = `http://old-host/api/v2/workbins/${bins.failed}`;
  for (const body of [
    { workbinName: "failed" },
    { workbinId: bins.failed },
    { workbinUri: uri },
    { workbinUri: uri, workbinName: "failed" },
  ]) {
    const id = await owned(centre, "alice");
    const answer = await post("alice", `/me/emails/${id}`, place(body));
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await load(centre, id)).shelf?.name, "failed");
  }
  for (const [name, path] of [
    ["AddEmail", "/me/workbins"],
    ["AddInteraction", "/workbins"],
  ] as const) {
    const id = await owned(centre, "alice");
    const answer = await post("alice", `${path}/${bins["in-progress"]}`, {
      ...add(id, { saveLAR: "true" }),
      operationName: name,
    });
    assert.deepEqual(Object.keys(answer.json), ["status", "statusCode", "referenceId"]);
    const after = await load(centre, id);
    assert.equal(answer.headers["etag"], `"${after.version}"`);
    assert.deepEqual([after.shelf?.name, after.userData["LastCalledAgent_EmployeeID"]], ["in-progress", "alice"]);
  }
});

test("what was placed last is first; a page goes on where the last one ended", async (t) => {
  const { server, centre, get, post, bins } = await startTeams(t);
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const id = await owned(centre, "alice");
    await post("alice", `/me/emails/${id}`, place());
    ids.unshift(id);
  }
  const path = `/me/workbins/${bins["in-progress"]}`;
  const all = await get("alice", `${path}/emails?fields=*`);
  assert.deepEqual(idsIn(all.json), ids);
  for (const item of all.json["emails"] as readonly Item[]) {
    assert.deepEqual([item.capabilities, item.workbin], [[], "in-progress"]);
  }
  const uris = await get("alice", `/workbins/${bins["in-progress"]}/emails?limit=2`);
  assert.deepEqual(
    uris.json["uris"],
    ids.slice(0, 2).map((id) => `${server.publicUrl()}/api/v2/me/emails/${id}`),
  );
  const seen: string[] = [];
  let cursor: unknown = "";
  for (let page = 0; cursor !== undefined && page < 5; page += 1) {
    const { json }: { readonly json: Readonly<Record<string, unknown>> } = await get(
      "alice",
      `${path}/emails?fields=id&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`,
    );
    seen.push(...idsIn(json));
    cursor = json["nextCursor"];
  }
  assert.deepEqual(seen, ids);
  const filtered = await get("alice", `${path}/emails?fields=id&id=${ids[3]}`);
  assert.deepEqual(idsIn(filtered.json), [ids[3]]);
  assert.equal(refusal(await get("alice", `${path}/emails?fields=*&nosuch=1`)), "10/400 $.nosuch: no such field");
  assert.equal(refusal(await get("alice", `${path}/emails?cursor=x`)), "10/400 $.cursor: not a cursor of this list");
  // Pulled and placed again, the oldest is the newest.
  await post("alice", path, pull(ids[4] ?? ""));
  await post("alice", `/me/emails/${ids[4]}`, place());
  const again = await get("alice", `${path}/emails?fields=*`);
  assert.deepEqual(idsIn(again.json), [ids[4], ...ids.slice(0, 4)]);
});

test("workbins are listed with what lies on the user's own shelves, and shown whole or with their content", async (t) => {
  const { server, centre, get, post, bins } = await startTeams(t);
  const id = await owned(centre, "alice");
  await post("alice", `/me/emails/${id}`, place());
  const shared = await owned(centre, "alice");
  await post("alice", `/me/emails/${shared}`, place({ workbinName: "team" }));
  const counts = async (user: string, path: string) =>
    Object.fromEntries(rowsIn((await get(user, path)).json).map(({ name, count }) => [name, count]));
  const own = { draft: 0, failed: 0, "in-progress": 1 };
  assert.deepEqual(await counts("alice", "/me/workbins?fields=*"), { ...own, team: 1 });
  assert.deepEqual(await counts("bob", "/workbins?fields=*"), { ...own, "in-progress": 0, team: 1 });
  assert.deepEqual(await counts("dan", "/me/workbins?fields=*"), { ...own, "in-progress": 0 });
  assert.deepEqual(await counts("dan", "/workbins?fields=*"), { ...own, "in-progress": 0, team: 0 });
  assert.deepEqual(await counts("carol", "/me/workbins?fields=*&agentGroup=BackOffice"), {
    ...own,
    "in-progress": 0,
    team: 0,
  });
  assert.deepEqual((await get("alice", `/me/workbins/${bins["in-progress"]}`)).json, {
    ...{ status: "ok", statusCode: 0 },
    workbin: {
      ...{ id: bins["in-progress"], workbinName: "in-progress", name: "in-progress", displayName: "in-progress" },
      type: "Agent",
      uri: `${server.publicUrl()}/api/v2/workbins/${bins["in-progress"]}`,
      path: `/workbins/${bins["in-progress"]}`,
      count: 1,
    },
  });
  for (const path of [`/workbins/${bins["in-progress"]}`, `/me/workbins/${bins["in-progress"]}`]) {
    const { workbin } = (await get("alice", `${path}?subresources=*`)).json as {
      readonly workbin: Readonly<Record<string, unknown>>;
    };
    assert.deepEqual(idsIn(workbin), [id]);
    assert.equal(workbin["count"], 1);
  }
  const uris = (await get("alice", "/me/workbins?type=AgentGroup")).json["uris"];
  assert.deepEqual(uris, [`${server.publicUrl()}/api/v2/workbins/${bins.team}`]);
});

test("whoever pulls owns it, whatever the capacity: Processing inbound, Composing a draft", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  const id = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", id);
  await post("alice", `/me/emails/${draft}`, place());
  await post("alice", `/me/emails/${id}`, place());
  for (let count = 0; count < 3; count += 1) await owned(centre, "alice");
  for (const topic of ["/v2/me/emails", "/v2/me/interactions"]) await hear("alice", topic);
  const first = await post("alice", `/me/workbins/${bins["in-progress"]}`, {
    ...pull(id),
    operationName: "PullInteraction",
  });
  const second = await post("alice", `/workbins/${bins.draft}`, pull(draft));
  assert.deepEqual([first.status, second.status], [200, 200]);
  const alice = (await centre.as("alice")).id;
  assert.deepEqual(
    [await load(centre, id), await load(centre, draft)].map(({ state, holder, shelf }) => [state, holder, shelf]),
    [
      ["Processing", alice, undefined],
      ["Composing", alice, undefined],
    ],
  );
  const a = await hear("alice", "/v2/me/interactions");
  assert.deepEqual(
    a.map((one) => [one["state"], one["referenceId"]]),
    [
      ["Processing", first.json["referenceId"]],
      ["ReplyCreated", second.json["referenceId"]],
    ],
  );
  const b = await hear("alice", "/v2/me/emails");
  assert.deepEqual(
    b.map((one) => emailIn(one).state),
    ["Processing", "Composing"],
  );
});

test("what lies on a group's shelf is for its members and for supervisors", async (t) => {
  const { centre, get, post, bins } = await startTeams(t);
  const team = `/workbins/${bins.team}`;
  const id = await owned(centre, "alice");
  assert.equal(
    (await post("alice", `/me/emails/${id}`, place({ workbinName: "team", agentGroup: "FrontLine" }))).status,
    200,
  );
  const group = (await centre.as("alice")).groups[0];
  assert.deepEqual([(await load(centre, id)).shelf?.owner, (await load(centre, id)).shelf?.ownedBy], [group, "group"]);
  for (const user of ["alice", "bob"]) assert.deepEqual(idsIn((await get(user, `${team}/emails?fields=*`)).json), [id]);
  const named = "?fields=*&agentGroup=FrontLine";
  for (const user of ["carol", "sam"]) assert.deepEqual(idsIn((await get(user, `${team}/emails${named}`)).json), [id]);
  const back = await get("carol", `${team}/emails?fields=*&agentGroup=BackOffice`);
  assert.deepEqual(idsIn(back.json), []);
  const forbidden = "is not possible: the workbin is not for your use";
  assert.equal(refusal(await get("dan", `${team}/emails${named}`)), `5/403 Reading ${forbidden}`);
  assert.equal(refusal(await get("dan", `${team}?subresources=*&agentGroup=FrontLine`)), `5/403 Reading ${forbidden}`);
  assert.equal(refusal(await get("dan", `/workbins${named}`)), `5/403 Reading ${forbidden}`);
  for (const user of ["carol", "dan", "sam"]) {
    assert.equal(refusal(await get(user, `${team}/emails?fields=*`)), "1/400 $.agentGroup: missing");
    assert.equal(refusal(await post(user, team, pull(id))), "1/400 $.agentGroup: missing");
  }
  assert.equal(refusal(await get("alice", `${team}/emails?agentGroup=Nobody`)), "6/404 group not found: Nobody");
  assert.equal(refusal(await post("dan", team, pull(id, { agentGroup: "FrontLine" }))), `5/403 PullEmail ${forbidden}`);
  assert.equal(
    refusal(await post("alice", team, pull(id, { agentGroup: "BackOffice" }))),
    `5/403 PullEmail ${forbidden}`,
  );
  await post("alice", "/me/channels/email", { operationName: "NotReady" });
  const own = await owned(centre, "bob");
  const elsewhere = place({ workbinName: "team", agentGroup: "BackOffice" });
  assert.equal(refusal(await post("bob", `/me/interactions/${own}`, elsewhere)), `5/403 PlaceInWorkbin ${forbidden}`);
  assert.equal(refusal(await post("bob", team, add(own, { agentGroup: "BackOffice" }))), `5/403 AddEmail ${forbidden}`);
  assert.equal((await post("carol", `${team}?agentGroup=FrontLine`, pull(id))).status, 200);
  assert.equal((await load(centre, id)).holder, (await centre.as("carol")).id);
});

test("another agent's shelf is for supervisors: they read it and own what they pull", async (t) => {
  const { centre, get, hear, post, bins } = await startTeams(t);
  const id = await owned(centre, "alice");
  await post("alice", `/me/emails/${id}`, place());
  const alice = (await centre.as("alice")).id;
  const path = `/users/${alice}/workbins/${bins["in-progress"]}`;
  for (const user of ["sam", "root"]) {
    const { workbin } = (await get(user, `${path}?subresources=emails`)).json as {
      readonly workbin: Readonly<Record<string, unknown>>;
    };
    assert.deepEqual([workbin["count"], idsIn(workbin)], [1, [id]]);
    assert.deepEqual(idsIn((await get(user, `${path}/emails?fields=id`)).json), [id]);
  }
  const needs = "5/403 using another agent's workbin needs role supervisor or admin";
  for (const user of ["alice", "bob"]) {
    assert.equal(refusal(await get(user, path)), needs);
    assert.equal(refusal(await get(user, `${path}/emails`)), needs);
    assert.equal(refusal(await post(user, path, pull(id))), needs);
  }
  assert.equal(refusal(await get("sam", `/users/NOBODY/workbins/${bins.draft}`)), "6/404 user not found: NOBODY");
  assert.equal(refusal(await get("sam", `/users/${alice}/workbins/NOSUCH`)), "6/404 workbin not found: NOSUCH");
  const own = await post("sam", `/me/workbins/${bins["in-progress"]}`, pull(id));
  assert.equal(refusal(own), `6/404 interaction not found: ${id}`);
  await hear("sam", "/v2/me/emails");
  const answer = await post("sam", path, pull(id));
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await load(centre, id)).holder, (await centre.as("sam")).id);
  const [told] = await hear("sam", "/v2/me/emails");
  assert.equal(told?.["referenceId"], answer.json["referenceId"]);
  const next = await owned(centre, "alice");
  await post("alice", `/me/emails/${next}`, place());
  assert.equal(
    refusal(await post("root", `/me/workbins/${bins.draft}`, pull(next))),
    "5/403 using workbins needs role agent",
  );
  assert.equal((await post("root", path, pull(next))).status, 200);
  assert.equal((await load(centre, next)).holder, (await centre.as("root")).id);
});
