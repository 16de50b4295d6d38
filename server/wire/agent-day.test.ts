// Long because it drives the tables through one working day, from log-in to a sent answer.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { configurationSchema } from "../config-options.ts";
import { isQuiet, readPending } from "../queries/health/quiet.ts";
import { isDatabaseReady } from "../queries/health/ready.ts";
import { createExaminer } from "../start/doctor/examiner.ts";
import { readAndRoute, receive } from "../testing/agent-day.ts";
import { testCentre } from "../testing/centre.ts";
import { resources } from "./api.ts";
import { catchUp } from "./catch-up.ts";
import type { ApiRequest, Resource } from "./entry.ts";
import { nothingOfFile } from "./of-file.ts";
import { pushMessages } from "./push-messages.ts";

type Asked = Partial<Pick<ApiRequest, "query" | "body" | "ifMatch" | "idempotency">>;

const publicUrl = "http://127.0.0.1:8080";

/** Puts requests to the tables as the HTTP server does, on a real centre. */
async function wireOf(t: TestContext) {
  const centre = await testCentre(t);
  const settings = await centre.performing.store.read((reading) => reading.centre.settings());
  const { performing, passwords, clock } = centre;
  const examiner = createExaminer(configurationSchema.parse({}), { ...performing, clock });
  const answering = {
    performing,
    passwords,
    examiner,
    ofFile: nothingOfFile,
    settings,
    publicUrl,
    version: "0",
  };
  const call = async (method: "get" | "post", userName: string, path: string, asked: Asked = {}) => {
    const { resource, params } = rowOf(path);
    const entry = resource[method];
    assert.ok(entry, `${method} ${path}`);
    const actor = await centre.as(userName);
    const request = { actor, params, query: {}, body: undefined, ifMatch: undefined, idempotency: undefined, ...asked };
    const answer = await entry.answer({ answering, request });
    return { status: answer.status, headers: answer.headers, json: "json" in answer ? answer.json : "", answer };
  };
  return {
    centre,
    get: async (userName: string, path: string, query: ApiRequest["query"] = {}) => {
      const { json, ...rest } = await call("get", userName, path, { query });
      return { ...rest, body: json === "" ? {} : JSON.parse(json) };
    },
    post: async (userName: string, path: string, body: object, asked: Asked = {}) => {
      const { json, ...rest } = await call("post", userName, path, { ...asked, body });
      return { ...rest, json, body: JSON.parse(json) };
    },
  };
}

/** The row that serves a path, as a router finds it: fixed segments before `{id}`. */
function rowOf(path: string): { readonly resource: Resource; readonly params: Readonly<Record<string, string>> } {
  const exact = resources.find(({ paths }) => paths.includes(path));
  if (exact !== undefined) return { resource: exact, params: {} };
  for (const resource of resources) {
    for (const pattern of resource.paths) {
      const match = new RegExp(`^${pattern.replace("{id}", "(?<id>[^/]+)")}$`).exec(path);
      if (match?.groups !== undefined) return { resource, params: match.groups };
    }
  }
  assert.fail(`no row serves ${path}`);
}

/** Alice is Ready and has been offered Ann's mail. */
async function invited(t: TestContext) {
  const wire = await wireOf(t);
  await wire.post("alice", "/me", { operationName: "StartContactCenterSession", channels: ["email"] });
  await wire.post("alice", "/me/channels/email", { operationName: "Ready" });
  const id = await receive(wire.centre);
  await readAndRoute(wire.centre);
  return { ...wire, id };
}

test("a mail is offered, accepted, answered and sent, each dialect telling the same story", async (t) => {
  const { centre, get, post, id } = await invited(t);
  const list = await get("alice", "/me/emails", { fields: "id,state,capabilities" });
  assert.deepEqual(list.body.emails, [{ id, state: "Invited", capabilities: ["Accept", "Reject"] }]);
  const uris = await get("alice", "/me/interactions");
  assert.deepEqual(uris.body, { status: "ok", statusCode: 0, uris: [`${publicUrl}/api/v2/interactions/${id}`] });

  const accepted = await post("alice", `/me/interactions/${id}`, { operationName: "Accept" });
  assert.deepEqual(Object.keys(accepted.body), ["status", "statusCode", "referenceId"]);
  const read = await get("alice", `/me/interactions/${id}`);
  assert.equal(read.body.interaction.state, "Processing");
  assert.equal(read.body.interaction.email_object.Text.trimEnd(), "Where is it?\nAnn");
  assert.equal(read.headers["ETag"], `"${read.body.interaction.version}"`);
  assert.equal(accepted.headers["ETag"], read.headers["ETag"]);

  const reply = {
    operationName: "Reply",
    subjectPrefix: "Re: ",
    quoteOriginal: true,
    indentCharacter: "> ",
    replyToStartLine: "Ann wrote:",
  };
  const drafted = await post("alice", `/me/emails/${id}`, reply);
  assert.deepEqual(Object.keys(drafted.body), [
    "status",
    "statusCode",
    "referenceId",
    "replyInteractionId",
    "interactionId",
  ]);
  const draft: string = drafted.body.replyInteractionId;
  const a = await get("alice", `/me/interactions/${draft}`);
  assert.equal(a.body.interaction.email_object.Text, "Ann wrote:\n> Where is it?\n> Ann");
  assert.equal(a.body.interaction.email_object.ToAddress, "ann@customer.test");
  assert.equal(a.body.interaction.currentQueue, "email-drafts");

  const content = {
    toAddress: "ann@customer.test",
    subject: "Re: Order 4711",
    text: "Tomorrow.",
    fromAddress: "support@acme.test",
  };
  const sent = await post("alice", `/me/interactions/${draft}`, { operationName: "Send", email_object: content });
  assert.equal(sent.status, 200, sent.json);
  const delivery = await get("alice", `/me/emails/${draft}/delivery`);
  assert.equal(delivery.body.delivery.state, "waiting");
  assert.match(delivery.body.delivery.messageId, /^<.+@.+>$/);

  await catchUp(centre.performing);
  const events = await centre.performing.store.read((reading) => reading.journal.after(0, 1_000));
  const pushes = await pushMessages(centre.performing.store, events, { publicUrl, bodyBytesMax: 262_144 });
  const alice = await centre.as("alice");
  assert.ok(pushes.every(({ user }) => user === alice.id));
  const states = pushes
    .filter(({ topic }) => topic === "/me/interactions")
    .map(({ data }) => [data["id"], data["state"]]);
  assert.deepEqual(states, [[id, "Invited"], [id, "Processing"], [draft, "ReplyCreated"], [draft, "Sent"]]); // biome-ignore format: one line
  const told = pushes.filter(({ data }) => data["state"] === "ReplyCreated").map(({ data }) => data["referenceId"]);
  assert.deepEqual(told, [drafted.body.referenceId, drafted.body.referenceId]);
});

test("refusals answer in the order of wire.md 1.4 and change nothing", async (t) => {
  const { get, post, id } = await invited(t);
  const path = `/me/emails/${id}`;
  const code = async (...asked: Parameters<typeof post>) => {
    const { status, body } = await post(...asked);
    return [status, body.statusCode, body.statusMessage];
  };
  assert.deepEqual(await code("root", path, { operationName: "SetInFocus" }), [
    403,
    5,
    "using e-mail needs role agent",
  ]);
  assert.deepEqual(await code("alice", "/me/emails/NOSUCH", { operationName: "Reply" }), [
    404,
    6,
    "interaction not found: NOSUCH",
  ]);
  assert.deepEqual(await code("alice", path, { operationName: "Reply" }), [
    409,
    2,
    "Reply is not possible: the interaction is Invited",
  ]);
  const offered = "Accept is not possible: the interaction is offered to another user";
  assert.deepEqual(await code("bob", path, { operationName: "Accept" }), [403, 3, offered]);
  const stale = await post("alice", path, { operationName: "Accept" }, { ifMatch: '"1"' });
  assert.deepEqual([stale.status, stale.body.statusCode], [409, 2]);
  assert.equal(typeof stale.body.version, "number");
  const email = await get("alice", path);
  assert.equal(email.body.email.state, "Invited");
  const accepted = await post("alice", path, { operationName: "Accept" }, { ifMatch: `"${email.body.email.version}"` });
  assert.equal(accepted.status, 200);
  assert.deepEqual(await code("alice", path, { operationName: "Reply", queueName: "nope" }), [
    404,
    6,
    "queue not found: nope",
  ]);
  assert.deepEqual(await code("alice", path, { operationName: "PlaceInQueue", queueName: "email-drafts" }), [400, 2, "$.queueName: PlaceInQueue cannot use the draft queue email-drafts"]); // biome-ignore format: one line
});

test("the same idempotency key gives the first answer again, byte for byte, and no second effect", async (t) => {
  const { get, post, id } = await invited(t);
  const idempotency = { key: "k1", requestHash: "h1" };
  const first = await post("alice", `/me/emails/${id}`, { operationName: "Accept" }, { idempotency });
  const again = await post("alice", `/me/emails/${id}`, { operationName: "Accept" }, { idempotency });
  assert.equal(again.json, first.json);
  assert.equal(again.headers["Idempotency-Replayed"], "true");
  const other = await post(
    "alice",
    `/me/emails/${id}`,
    { operationName: "Reject" },
    { idempotency: { key: "k1", requestHash: "h2" } },
  );
  assert.deepEqual([other.status, other.body.statusCode], [409, 2]);
  assert.equal((await get("alice", `/me/emails/${id}`)).body.email.state, "Processing");
});

test("Complete with a queue places the e-mail there, and its name is shown to whoever may read it", async (t) => {
  const { get, post, id } = await invited(t);
  await post("alice", `/me/interactions/${id}`, { operationName: "Accept" });
  const placed = await post("alice", `/me/interactions/${id}`, {
    operationName: "Complete",
    queueName: "general",
    comment: "billing",
  });
  assert.equal(placed.status, 200, placed.json);
  const { interaction } = (await get("sam", `/interactions/${id}`)).body;
  assert.deepEqual([interaction.state, interaction.queue, interaction.currentQueue], ["Queued", "general", "general"]);
  assert.deepEqual(interaction.comments.map(({ by, text }: { by: string; text: string }) => [by, text]), [["alice", "billing"]]); // biome-ignore format: one line
});

test("operators list, page and filter, read the bytes, the history and the audit", async (t) => {
  const { centre, get, post, id } = await invited(t);
  centre.clock.advance(1_000);
  const second = await receive(centre, {
    headers: ["From: joe@x.test", "To: support@acme.test", "Subject: Second", "Message-ID: <s@x.test>"],
  });
  await readAndRoute(centre);
  await post("alice", `/me/interactions/${id}`, { operationName: "Accept" });

  const page = await get("root", "/interactions", { fields: "*", limit: "1" });
  assert.equal(page.body.interactions[0].id, id);
  assert.equal(page.body.interactions[0].parentInteractionId, null);
  const rest = await get("root", "/interactions", { fields: "id", limit: "1", cursor: page.body.nextCursor });
  assert.deepEqual(rest.body, { status: "ok", statusCode: 0, interactions: [{ id: second }] });
  for (const [query, ids] of [
    [{ state: "Processing" }, [id]],
    [{ assignedTo: "alice", queue: "support" }, [id, second]],
    [{ assignedTo: "nobody" }, []],
  ] as const) {
    const { body } = await get("sam", "/interactions", { fields: "id", ...query });
    assert.deepEqual(body.interactions.map((one: { id: string }) => one.id), ids); // biome-ignore format: one line
  }
  assert.equal((await get("sam", "/interactions", { state: "Nosuch" })).body.statusCode, 10);
  assert.equal((await get("sam", "/interactions", { nosuch: "1" })).body.statusCode, 10);
  const forbidden = await get("alice", "/interactions", { fields: "*" });
  assert.equal(forbidden.body.statusMessage, "listing interactions needs role supervisor or admin");

  const { answer } = await get("root", `/interactions/${id}/raw`);
  assert.ok("raw" in answer);
  assert.equal((await get("alice", `/interactions/${id}/raw`)).body.statusCode, 5);

  const history = await get("alice", `/interactions/${id}/history`);
  const done = history.body.history.map(({ by, operation }: { by: string; operation: string }) => [by, operation]);
  assert.deepEqual(done.slice(-2), [["system", "Invite"], ["alice", "Accept"]]); // biome-ignore format: one line
  assert.equal(history.body.history.at(-1).to.holder, "alice");
  const firstRow = await get("alice", `/interactions/${id}/history`, { limit: "1" });
  const secondRow = await get("alice", `/interactions/${id}/history`, { limit: "1", cursor: firstRow.body.nextCursor });
  assert.deepEqual([...firstRow.body.history, ...secondRow.body.history], history.body.history.slice(0, 2));
  const audit = await get("root", "/audit", { limit: "1000" });
  const numbers: readonly number[] = audit.body.audit.map(({ seq }: { seq: number }) => seq);
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1)); // biome-ignore format: one line
});

test("what the contact's history shows of an e-mail ends as Stopped", async (t) => {
  const { get, post, id } = await invited(t);
  await post("alice", `/me/interactions/${id}`, { operationName: "Accept" });
  const open = await get("alice", `/ucs/interactions/${id}`);
  assert.deepEqual([open.body.interaction.state, open.body.messages], ["InProcess", []]);
  await post("alice", `/me/interactions/${id}`, { operationName: "StopProcessing" });
  assert.equal((await get("alice", `/ucs/interactions/${id}`)).body.interaction.state, "Stopped");
});

test("sessions: channels known and unknown, states, do not disturb, password", async (t) => {
  const { get, post } = await wireOf(t);
  const partly = await post("alice", "/me", {
    operationName: "StartContactCenterSession",
    channels: ["email", "voice"],
  });
  assert.deepEqual([partly.body.statusCode, partly.body.statusMessage], [7, "1 of 2 done"]);
  assert.deepEqual(partly.body.channels, [
    { channel: "email", statusCode: 0 },
    { channel: "voice", statusCode: 6, statusMessage: "channel not found: voice" },
  ]);
  const none = await post("bob", "/me", { operationName: "StartContactCenterSession", channels: ["voice"] });
  assert.deepEqual([none.status, none.body.statusCode], [404, 6]);
  assert.equal((await post("bob", "/me", { operationName: "Ready" })).status, 409);
  await post("alice", "/me", { operationName: "OutToLunch" });
  await post("alice", "/me/channels/email", { operationName: "DoNotDisturbOn" });
  const { channel } = (await get("alice", "/me/channels/email")).body;
  assert.deepEqual(
    [channel.userState.displayName, channel.userState.state, channel.doNotDisturb],
    ["Lunch", "NotReady", "On"],
  );
  const states = await get("alice", "/settings/agent-states");
  assert.equal(states.body.settings[0].id, "2B36138D-C564-4562-A8CB-3C32D564F296");
  const wrong = await post("alice", "/me", {
    operationName: "ChangePassword",
    oldPassword: "no",
    newPassword: "a new password",
  });
  assert.equal(wrong.body.statusMessage, "$.oldPassword: not the present password");
  const right = { operationName: "ChangePassword", oldPassword: "alice-demo-1", newPassword: "a new password" };
  assert.equal((await post("alice", "/me", right)).body.statusCode, 0);
});

test("every list can be read, in part and whole, by everybody signed in", async (t) => {
  const { get } = await invited(t);
  const me = await get("alice", "/me", { subresources: "*" });
  assert.deepEqual(
    [me.body.user.emails.length, me.body.user.interactions.length, me.body.user.channels.length],
    [1, 1, 1],
  );
  assert.equal(me.body.user.settings["interaction-workspace"]["email.default-queue"], "email-drafts");
  assert.ok(!("emails" in (await get("alice", "/me")).body.user));
  for (const under of ["queues", "users", "skills", "groups", "workbins", "features"]) {
    const uris: readonly string[] = (await get("root", `/${under}`)).body.uris;
    const rows: readonly { uri: string; path: string; id: string }[] = (await get("root", `/${under}`, { fields: "*" }))
      .body[under];
    assert.deepEqual(rows.map(({ uri }) => uri), uris); // biome-ignore format: one line
    const [first] = rows;
    assert.ok(first, under);
    const one = await get("root", first.path);
    assert.deepEqual(one.body[under.slice(0, -1)], first);
    assert.equal((await get("root", `/${under}/nosuch`)).body.statusCode, 6);
  }
  const named = await get("root", "/users", { fields: "userName", userName: "alice", subresources: "skills" });
  assert.equal(named.body.users[0].skills[0].level, "5");
  assert.deepEqual(Object.keys(named.body.users[0]), ["userName", "skills"]);
  const inbound = await get("root", "/queues", { fields: "name,waiting", kind: "inbound" });
  assert.ok(inbound.body.queues.length >= 2);
  assert.equal((await get("root", "/me/devices")).body.devices.length, 0);
  assert.ok((await get("root", "/internal-api/business-attributes")).body.businessAttributes.length >= 3);
  assert.ok((await get("root", "/settings")).body.settings["interaction-workspace"]);
});

test("the centre is quiet when nothing waits to be read, offered, sent or told", async (t) => {
  const { centre } = await invited(t);
  const { store } = centre.performing;
  assert.equal(await isDatabaseReady(store), true);
  await catchUp(centre.performing);
  const notifiedPosition = await store.read((reading) => reading.journal.lastPosition());
  const pending = await readPending(store, { notifiedPosition, hasRelay: true });
  assert.ok(isQuiet(pending), JSON.stringify(pending));
  await receive(centre);
  const received = await readPending(store, { notifiedPosition, hasRelay: true });
  assert.ok(received.parse === 1 && received.notify > 0 && !isQuiet(received));
});
