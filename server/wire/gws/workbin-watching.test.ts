import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { workbinStateMessage, workbinSubscriptionMessage } from "@postroom/contract";
import { createStore } from "../../adapters/sql/store.ts";
import { system } from "../../domain/agent/actor.ts";
import { runDue } from "../../loops/clock.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { endIdleSession } from "../../operations/system/end-idle-session.ts";
import { drafted, load, owned, sent } from "../../testing/agent-day.ts";
import { claimOne, record } from "../../testing/sending-by-hand.ts";
import { refusal } from "./listening.fixture.ts";
import { acmeWithTeams, startTeams } from "./team.fixture.ts";

const topic = "/v2/me/workbins";
const watch = { operationName: "Subscribe" };
const unwatch = { operationName: "Unsubscribe" };
const place = (more: object = {}) => ({ operationName: "PlaceInWorkbin", ...more });
const pull = (id: string, more: object = {}) => ({ operationName: "PullEmail", id, ...more });

type Message = Readonly<Record<string, unknown>>;
const itemIn = (message: Message) => message["emailStateResourceV2"] as { readonly id: string; readonly state: string };
/** What came and what left, in order. */
const moves = (messages: readonly Message[]) =>
  messages.map((one) => [
    one["action"] ?? one["stateResource"],
    one["workbinName"] ?? "",
    one["emailStateResourceV2"] === undefined ? "" : itemIn(one).id,
  ]);

test("who watches a shelf is told what comes and what leaves, under the number of the request only to who asked", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  const path = `/me/workbins/${bins.team}`;
  const begun = await post("alice", path, watch);
  assert.deepEqual(Object.keys(begun.json), ["status", "statusCode", "referenceId"]);
  await post("bob", `/workbins/${bins.team}`, { ...watch, agentGroup: "FrontLine" });
  const id = await owned(centre, "alice");
  const placed = await post("alice", `/me/emails/${id}`, place({ workbinName: "team" }));
  const pulled = await post("bob", path, pull(id));
  const before = await hear("alice", topic);
  const ended = await post("alice", path, unwatch);
  await post("bob", `/me/emails/${id}`, place({ workbinName: "team" }));
  const alice = [...before, ...(await hear("alice", topic))];
  assert.deepEqual(moves(alice), [
    ["Subscribed", "", ""],
    ["ItemAdded", "team", id],
    ["ItemRemoved", "team", id],
    ["Unsubscribed", "", ""],
  ]);
  const numbers = [begun, placed, undefined, ended].map((answer) => answer?.json["referenceId"]);
  assert.deepEqual(
    alice.map((one) => one["referenceId"]),
    numbers,
  );
  const bob = await hear("bob", topic);
  assert.deepEqual(
    moves(bob).map(([what]) => what),
    ["Subscribed", "ItemAdded", "ItemRemoved", "ItemAdded"],
  );
  assert.deepEqual(
    bob.slice(1, 3).map((one) => one["referenceId"]),
    [undefined, pulled.json["referenceId"]],
  );
  for (const message of [...alice, ...bob]) {
    if ("action" in message) workbinStateMessage.parse(message);
    else workbinSubscriptionMessage.parse(message);
  }
  const [, added, removed] = alice;
  assert.ok(added && removed);
  assert.deepEqual(Object.keys(added), [
    "messageType",
    "action",
    "id",
    "referenceId",
    "workbinName",
    "emailStateResourceV2",
  ]);
  assert.deepEqual(
    [added["messageType"], added["id"], itemIn(added).state],
    ["WorkbinStateChangeMessage", bins.team, "InWorkbin"],
  );
  assert.equal(itemIn(removed).state, "Processing");
  for (const message of [added, removed])
    assert.deepEqual(Object.entries(itemIn(message)).find(([key]) => key === "capabilities")?.[1], []);
});

test("the messages have the form that wire.md prints", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  await post("alice", `/me/workbins/${bins["in-progress"]}`, watch);
  const id = await owned(centre, "alice");
  await post("alice", `/me/emails/${id}`, place());
  const [subscribed, added] = await hear("alice", topic);
  const printed = (name: string): Message =>
    JSON.parse(readFileSync(new URL(`../../../fixtures/wire/b/${name}/notification.json`, import.meta.url), "utf8"))
      .data;
  const { id: alice } = await centre.as("alice");
  assert.deepEqual(subscribed, {
    ...printed("subscribe"),
    id: bins["in-progress"],
    referenceId: subscribed?.["referenceId"],
    workbinUserId: alice,
  });
  assert.deepEqual(Object.keys(subscribed ?? {}), Object.keys(printed("subscribe")));
  const example = printed("item-added");
  assert.deepEqual(Object.keys(added ?? {}), Object.keys(example));
  const shown = Object.keys(itemIn(example));
  assert.deepEqual(
    Object.keys(itemIn(added ?? {})).filter((key) => shown.includes(key)),
    shown,
  );
});

test("a shelf is told of whatever puts something there: handling that expires, a delivery that fails", async (t) => {
  const file = { ...acmeWithTeams, settings: { handlingTimeout: 60 } };
  const { centre, hear, post, bins } = await startTeams(t, file);
  await post("alice", `/me/workbins/${bins.draft}`, watch);
  await post("alice", `/me/workbins/${bins.failed}`, watch);
  const lost = await sent(centre, "alice");
  await record(centre, await claimOne(centre), { row: "RefusedForGood", code: 550, error: "delivery failed: 550" });
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  centre.clock.advance(60_000);
  await runDue(centre.performing);
  assert.equal((await load(centre, draft)).shelf?.name, "draft");
  const told = (await hear("alice", topic)).filter((message) => "action" in message);
  assert.deepEqual(moves(told), [
    ["ItemAdded", "failed", lost],
    ["ItemAdded", "draft", draft],
  ]);
  assert.deepEqual(
    told.map((one) => one["referenceId"]),
    [undefined, undefined],
  );
});

test("a supervisor watches another agent's shelf; who may not use a shelf cannot watch it, nor is told of it later", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  const { id: alice } = await centre.as("alice");
  const path = `/users/${alice}/workbins/${bins["in-progress"]}`;
  assert.equal((await post("sam", path, watch)).status, 200);
  const needs = "5/403 using another agent's workbin needs role supervisor or admin";
  assert.equal(refusal(await post("bob", path, watch)), needs);
  const team = `/workbins/${bins.team}`;
  const forbidden = "5/403 Subscribe is not possible: the workbin is not for your use";
  assert.equal(refusal(await post("dan", team, { ...watch, agentGroup: "FrontLine" })), forbidden);
  assert.equal(refusal(await post("carol", team, watch)), "1/400 $.agentGroup: missing");
  assert.equal(refusal(await post("carol", "/workbins/NOSUCH", watch)), "6/404 workbin not found: NOSUCH");
  assert.equal(refusal(await post("root", team, watch)), "5/403 using workbins needs role agent");
  await post("bob", team, watch);
  await centre.pool.query("DELETE FROM user_groups WHERE user_id = $1", [(await centre.as("bob")).id]);
  const shared = await owned(centre, "alice");
  await post("alice", `/me/emails/${shared}`, place({ workbinName: "team" }));
  const own = await owned(centre, "alice");
  await post("alice", `/me/emails/${own}`, place());
  assert.deepEqual(moves(await hear("sam", topic)), [
    ["Subscribed", "", ""],
    ["ItemAdded", "in-progress", own],
  ]);
  assert.deepEqual(moves(await hear("bob", topic)), [["Subscribed", "", ""]]);
  assert.deepEqual(await hear("dan", topic), []);
});

test("watching ends with the contact-center session, by log-out or by idleness, and not with the process", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  const { id: alice } = await centre.as("alice");
  const path = `/me/workbins/${bins["in-progress"]}`;
  const ways = [
    () => post("alice", "/me", { operationName: "EndContactCenterSession" }),
    async () => {
      centre.clock.advance(3_600_000);
      const input = { user: alice, before: centre.clock.steady() };
      await performAsSystem(centre.performing, { operation: endIdleSession, actor: system, input });
      return undefined;
    },
  ];
  for (const end of ways) {
    await post("alice", "/me", { operationName: "StartContactCenterSession", channels: ["email"] });
    await post("alice", path, watch);
    await post("alice", `/me/workbins/${bins.draft}`, watch);
    const again = createStore({ ...centre, log: centre.performing.log });
    assert.equal(await again.read((reading) => reading.subscriptions.count(alice)), 2);
    const ended = await end();
    const told = (await hear("alice", topic)).slice(2);
    assert.deepEqual(
      moves(told).map(([what]) => what),
      ["Unsubscribed", "Unsubscribed"],
    );
    assert.deepEqual(
      told.map((one) => one["referenceId"]),
      Array(2).fill(ended?.json["referenceId"]),
    );
    const id = await owned(centre, "alice");
    await post("alice", `/me/emails/${id}`, place());
    assert.deepEqual(await hear("alice", topic), []);
  }
});

test("watching twice is watching once, and who watches too many shelves is told that it failed", async (t) => {
  const { centre, hear, post, bins } = await startTeams(t);
  const { id: alice } = await centre.as("alice");
  const path = `/me/workbins/${bins["in-progress"]}`;
  await post("alice", path, watch);
  await post("alice", path, watch);
  const id = await owned(centre, "alice");
  await post("alice", `/me/emails/${id}`, place());
  assert.deepEqual(
    moves(await hear("alice", topic)).map(([what]) => what),
    ["Subscribed", "Subscribed", "ItemAdded"],
  );
  await post("alice", path, unwatch);
  await post("alice", path, unwatch);
  assert.deepEqual(
    moves(await hear("alice", topic)).map(([what]) => what),
    ["Unsubscribed", "Unsubscribed"],
  );
  await centre.pool.query(
    "INSERT INTO workbin_subscriptions SELECT $1, $2, 'u' || n, 'agent' FROM generate_series(1, 1000) n",
    [alice, bins.draft],
  );
  const answer = await post("alice", path, watch);
  const [failed] = await hear("alice", topic);
  assert.deepEqual([failed?.["stateResource"], failed?.["referenceId"]], ["RequestFailed", answer.json["referenceId"]]);
});
