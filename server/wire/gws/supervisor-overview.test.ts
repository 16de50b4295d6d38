import assert from "node:assert/strict";
import { test } from "node:test";
import { overviewAnswer } from "@postroom/contract";
import { mergeContacts } from "../../operations/contact/merge.ts";
import { logOut } from "../../operations/session/log-out.ts";
import { doneBy, drafted, load, owned, readAndRoute, ready, receive, sent } from "../../testing/agent-day.ts";
import type { Shown } from "./desk.fixture.ts";
import { supervised } from "./supervisor.fixture.ts";

test("the overview says what waits, who does what and how mail goes out", async (t) => {
  const { centre, get } = await supervised(t);
  await sent(centre, "alice");
  await drafted(centre, "alice", await owned(centre, "alice"));
  await ready(centre, "bob");
  const offered = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, offered)).holder, (await centre.as("bob")).id);
  await doneBy(centre, "alice", logOut, { input: {} });
  const { json, status } = await get("root", "/supervisor/overview");
  assert.equal(status, 200);
  const { queues, agents, deliveries } = overviewAnswer.parse(json);
  const support = queues.find(({ name }) => name === "support");
  assert.deepEqual([support?.kind, support?.waiting, support?.invited], ["inbound", 0, 1]);
  assert.deepEqual(
    agents.map(({ userName, state, invited, processing, composing, capacity }) => [
      userName,
      state,
      invited,
      processing,
      composing,
      capacity,
    ]),
    [
      ["alice", "LoggedOut", 0, 2, 1, 3],
      ["bob", "Ready", 1, 0, 0, 3],
      ["sam", "LoggedOut", 0, 0, 0, agents[2]?.capacity],
    ],
  );
  const none = { sending: 0, retrying: 0, sent: 0, failed: 0, unknown: 0, held: 0, cancelled: 0 };
  assert.deepEqual(deliveries, { waiting: 1, ...none });
});

test("the list of all interactions is filtered by contact, thread and Message-ID", async (t) => {
  const { centre, get } = await supervised(t);
  const id = await owned(centre, "alice", { headers: ["From: ann@customer.test", "Message-ID: <m1@customer.test>"] });
  centre.clock.advance(1_000);
  const draft = await drafted(centre, "alice", id);
  centre.clock.advance(1_000);
  const other = await owned(centre, "bob", { headers: ["From: ben@customer.test", "Message-ID: <m2@customer.test>"] });
  const rows = async (query: string): Promise<readonly Shown[]> => {
    const { json } = await get("sam", `/interactions?fields=*&${query}`);
    assert.ok(Array.isArray(json["interactions"]), JSON.stringify(json));
    return json["interactions"];
  };
  const ids = async (query: string) => (await rows(query)).map((row) => row.id);
  const [{ contactId, threadId, messageId }] = await rows("state=Processing&assignedTo=alice");
  assert.equal(messageId, "<m1@customer.test>");
  assert.deepEqual(await ids(`contactId=${contactId}`), [id, draft]);
  assert.deepEqual(await ids(`threadId=${threadId}`), [id, draft]);
  assert.deepEqual(await ids(`threadId=${threadId}&limit=1`), [id]);
  assert.deepEqual(await ids(`threadId=${threadId}&contactId=${contactId}&state=Composing`), [draft]);
  assert.deepEqual(await ids(`messageId=${encodeURIComponent(messageId)}`), [id]);
  assert.deepEqual(await ids(`messageId=${encodeURIComponent("<m2@customer.test>")}&queue=support`), [other]);
  assert.deepEqual(await ids(`messageId=${encodeURIComponent("<m2@customer.test>")}&contactId=${contactId}`), []);
  assert.deepEqual([await ids("contactId=no"), await ids("threadId=no"), await ids("messageId=no")], [[], [], []]);
  const [{ contactId: ben }] = await rows("state=Processing&assignedTo=bob");
  await doneBy(centre, "alice", mergeContacts, { target: contactId, input: { contacts: [{ value: ben, path: "$" }] } });
  assert.deepEqual(
    await ids(`contactId=${contactId}`),
    [id, draft, other],
    "as the rows say, who was merged is the same contact",
  );
});

test("the list of all interactions is filtered by holder, state, queue and text, and every row has all keys", async (t) => {
  const { centre, get } = await supervised(t);
  const id = await owned(centre, "alice", { body: "The purple kettle leaks." });
  const draft = await drafted(centre, "alice", id);
  const ids = async (query: string) => {
    const { json } = await get("sam", `/interactions?fields=*&${query}`);
    const rows = json["interactions"];
    assert.ok(Array.isArray(rows), JSON.stringify(json));
    return rows.map((row) => row.id);
  };
  assert.deepEqual(await ids("assignedTo=alice&state=Processing"), [id]);
  assert.deepEqual(await ids("queue=email-drafts"), [draft]);
  assert.deepEqual(await ids("queue=support&state=Queued,Processing&q=kettle"), [id]);
  assert.deepEqual(await ids("q=nothing-of-the-kind"), []);
  assert.deepEqual(await ids("assignedTo=nobody"), []);
  assert.equal((await get("sam", "/interactions?holder=alice")).json["statusCode"], 10);
  assert.equal((await get("sam", "/interactions?state=Open")).json["statusCode"], 10);
  const { json } = await get("sam", "/interactions?fields=*&_=1");
  const rows = json["interactions"];
  assert.ok(Array.isArray(rows));
  for (const row of rows) {
    for (const key of ["id", "state", "interactionType", "interactionSubType", "queue", "assignedTo", "messageId"])
      assert.ok(key in row, key);
    for (const key of ["subject", "from", "contactId", "threadId", "parentInteractionId", "receivedAt", "version"])
      assert.ok(key in row, key);
  }
});
