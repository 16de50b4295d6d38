import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { take } from "../../operations/supervisor/take.ts";
import { readPending } from "../../queries/health/quiet.ts";
import { doneBy, drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

/** Alice owns Ann's mail and has a draft that answers it. */
async function desk(t: TestContext, settings: object = {}) {
  const day = await startDay(t, { file: { ...acme, settings } });
  const { server, centre } = day;
  const mail = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", mail);
  const version = async (id: string) => (await load(centre, id)).version;
  const send = { operationName: "Send", email: { body: "<p>Tomorrow</p>" } };
  const actions = async (...more: readonly object[]) => [
    { emailId: draft, version: await version(draft), ...send },
    ...more,
    { emailId: mail, version: await version(mail), operationName: "Complete" },
  ];
  const post = async (body: object = {}, as = "alice") =>
    server.ask({
      ...{ method: "POST", path: `${base}/holds`, as },
      body: { actions: await actions(), ...body },
    });
  const held = async (body: object = {}): Promise<Shown> => {
    const answer = await post(body);
    assert.equal(answer.status, 200, answer.text);
    return answer.json["hold"];
  };
  const undo = (id: string, as = "alice") => server.ask({ method: "DELETE", path: `${base}/holds/${id}`, as });
  const read = async (id: string): Promise<Shown> => (await day.get("alice", `/me/emails/${id}`)).json["email"];
  const states = async () => [(await load(centre, draft)).state, (await load(centre, mail)).state];
  const pending = () => readPending(centre.performing.store, { notifiedPosition: 0, hasRelay: false });
  const later = async (ms: number) => {
    centre.clock.advance(ms);
    await runDue(centre.performing);
  };
  return { ...day, mail, draft, version, actions, post, held, undo, read, states, pending, later };
}

test("what is held goes out at its time and not before, all together, and the person is told", async (t) => {
  const { held, later, states, mail, draft, hear, pending } = await desk(t);
  const hold = await held();
  assert.deepEqual(
    [hold.state, hold.until, hold.emailIds, hold.version],
    ["held", "2026-11-23T10:18:10.000Z", [mail, draft].toSorted(), 1],
  );
  assert.equal((await pending()).hold, 1);
  await later(9_999);
  assert.deepEqual(await states(), ["Composing", "Processing"]);
  await later(1);
  assert.deepEqual(await states(), ["Sent", "Completed"]);
  assert.equal((await pending()).hold, 0);
  const told: readonly Shown[] = await hear("alice", "/postroom/v1/me/holds");
  assert.deepEqual(
    told.map((one) => [one.hold.id, one.hold.state, one.hold.version]),
    [
      [hold.id, "held", 1],
      [hold.id, "done", 2],
    ],
  );
  await later(60_000);
  assert.deepEqual(await states(), ["Sent", "Completed"]);
});

test("what waits in a hold says so, can be worked on by nobody, and takes no room", async (t) => {
  const { held, read, draft, mail, post, get, centre, server } = await desk(t);
  const before: Shown = await read(draft);
  const hold = await held();
  const shown = await read(draft);
  assert.deepEqual(
    [shown.state, shown.capabilities, shown.hold, shown.delivery],
    ["Composing", [], { id: hold.id, until: hold.until }, { state: "held" }],
  );
  assert.equal(shown.version, before.version + 1);
  assert.deepEqual([(await read(mail)).capabilities, (await read(mail)).delivery], [[], undefined]);
  const save = await server.ask({
    ...{ method: "POST", path: `/api/v2/me/emails/${draft}`, as: "alice", body: { operationName: "Save" } },
  });
  assert.equal(refusal(save), "2/409 Save is not possible: it waits in a hold");
  assert.equal(refusal(await post()), "2/409 Send is not possible: it waits in a hold");
  const channels: Shown = (await get("alice", "/me/channels?fields=*")).json;
  assert.equal(channels.channels[0].held, 0);
  const snapshot: Shown = (await server.ask({ path: `${base}/me/snapshot`, as: "alice" })).json;
  assert.deepEqual(snapshot.holds, [hold]);
  assert.deepEqual((await load(centre, draft)).hold?.id, hold.id);
});

test("undo gives back exactly what was held, once, and only to who held it", async (t) => {
  const { held, undo, read, draft, mail, states, later, hear } = await desk(t);
  const before = [await read(draft), await read(mail)];
  const hold = await held({ seconds: 30 });
  assert.equal((await undo(hold.id, "bob")).status, 404);
  const undone: Shown = (await undo(hold.id)).json["hold"];
  assert.deepEqual([undone.state, undone.version], ["undone", 2]);
  for (const [index, id] of [draft, mail].entries()) {
    const { version, handlingExpiresAt: _, ...now } = await read(id);
    const { version: old, handlingExpiresAt: __, ...then } = before[index];
    assert.deepEqual(now, then);
    assert.equal(version, old + 2);
  }
  assert.equal(refusal(await undo(hold.id)), "2/409 Undo is not possible: the hold is undone");
  await later(60_000);
  assert.deepEqual(await states(), ["Composing", "Processing"]);
  assert.equal((await hear("alice", "/postroom/v1/me/holds")).length, 2);
});

test("once it is done it can be called back no more", async (t) => {
  const { held, undo, later } = await desk(t);
  const { id } = await held();
  await later(10_000);
  assert.equal(refusal(await undo(id)), "2/409 Undo is not possible: the hold is done");
  assert.equal((await undo("nothing")).status, 404);
});

test("without seconds of its own a hold lasts as long as the centre says; with none it is done at once", async (t) => {
  const { held, states } = await desk(t, { undoSendSeconds: 25 });
  const hold = await held({ seconds: 0 });
  assert.deepEqual([hold.state, await states()], ["done", ["Sent", "Completed"]]);
  const other = await desk(t, { undoSendSeconds: 25 });
  assert.equal((await other.held()).until, "2026-11-23T10:18:25.000Z");
});

test("all is checked as if it were done now, and what is refused leaves nothing", async (t) => {
  const { post, actions, draft, mail, states, version, read } = await desk(t);
  const [send, complete] = await actions();
  const before = [await version(draft), await version(mail)];
  const refused = async (...list: readonly object[]) => refusal(await post({ actions: list }));
  const present = before[0] ?? 0;
  assert.equal(await refused({ ...send, version: 9 }), `2/409 version 9 is stale, the present version is ${present}`);
  assert.equal(await refused({ ...send, emailId: "NOSUCH" }), "6/404 interaction not found: NOSUCH");
  assert.match(
    await refused({ ...send, operationName: "Fly" }),
    /^10\/400 \$\.actions\[0\]\.operationName: no hold can do/,
  );
  assert.match(await refused(complete ?? {}, { ...send, operationName: "Reply" }), /^10\/400 \$\.actions\[1\]/);
  assert.match(await refused({ ...send, email: { to: ["nobody"] } }), /^10\/400 \$\.actions\[0\]\.email\.to\[0\]: /);
  assert.equal(
    await refused({ ...send, operationName: "Complete" }),
    "2/409 Complete is not possible: the interaction is Composing",
  );
  assert.equal(await refused({ ...send }, { ...send }), "2/409 Send is not possible: the interaction is Sent");
  assert.equal(refusal(await post({}, "bob")), "3/403 Send is not possible: the interaction is held by another user");
  assert.match(refusal(await post({ actions: [] })), /^10\/400 \$\.actions: /);
  assert.match(refusal(await post({ seconds: 61 })), /^10\/400 \$\.seconds: /);
  assert.deepEqual(
    [await version(draft), await version(mail), await states()],
    [...before, ["Composing", "Processing"]],
  );
  assert.equal((await read(draft)).hold, undefined);
});

test("a message that came after the one that was seen stops the send once", async (t) => {
  const { mail, held } = await desk(t);
  assert.equal((await held({ seenMessageId: mail, seconds: 0 })).state, "done");
  const again = await desk(t);
  const headers = [
    ...["From: Ann Lee <ann@customer.test>", "To: support@acme.test", "Subject: Re: Order 4711"],
    ...["Message-ID: <again@customer.test>"],
  ];
  const { content } = await load(again.centre, again.mail);
  const first = await again.centre.performing.store.read((reading) => reading.interactions.content(content));
  again.centre.clock.advance(1_000);
  const newer = await receive(again.centre, { headers: [...headers, `In-Reply-To: ${first?.messageId}`] });
  await readAndRoute(again.centre);
  const stopped = await again.post({ seenMessageId: again.mail });
  assert.equal(refusal(stopped), "2/409 Send is not possible: NewerMessage: another message has come into the thread");
  assert.deepEqual([stopped.json["reason"], stopped.json["interactionId"]], ["NewerMessage", newer]);
  assert.equal((await again.post({ seenMessageId: newer })).status, 200);
});

test("what a supervisor has taken meanwhile is not sent, the rest is given back, and the person is told why", async (t) => {
  const { held, draft, mail, centre, later, hear, read } = await desk(t);
  await held();
  await doneBy(centre, "sam", take, { target: draft, input: {} });
  await later(10_000);
  assert.deepEqual(
    [(await load(centre, draft)).state, (await load(centre, draft)).hold, (await load(centre, mail)).state],
    ["Composing", undefined, "Processing"],
  );
  const told: Shown = (await hear("alice", "/postroom/v1/me/holds")).at(-1);
  assert.deepEqual(
    [told.hold.state, told.hold.reason],
    ["refused", "Hold is not possible: an e-mail was taken away meanwhile"],
  );
  assert.ok((await read(mail)).capabilities.includes("Complete"));
});

test("what has become impossible by its time is refused whole, and its user is told in words", async (t) => {
  const { held, centre, later, states, hear, read, draft } = await desk(t);
  await held();
  await centre.pool.query(
    `UPDATE settings SET value = jsonb_set(value::jsonb, '{workspace,interaction.disposition.is-mandatory}', '"true"')`,
  );
  await later(10_000);
  assert.deepEqual(await states(), ["Composing", "Processing"]);
  const told: Shown = (await hear("alice", "/postroom/v1/me/holds")).at(-1);
  assert.deepEqual(
    [told.hold.state, told.hold.reason],
    ["refused", "Complete is not possible: DispositionCode is empty"],
  );
  assert.ok((await read(draft)).capabilities.includes("Send"));
});

test("a hold of somebody who may not sign in any more is not done in that name", async (t) => {
  const { held, centre, later, states } = await desk(t);
  await held();
  await centre.pool.query("UPDATE users SET enabled = false WHERE user_name = 'alice'");
  await later(10_000);
  assert.deepEqual(await states(), ["Composing", "Processing"]);
  assert.equal(
    (await load(centre, (await centre.pool.query("SELECT id FROM interactions LIMIT 1")).rows[0].id)).hold,
    undefined,
  );
});

test("a disposition is set and the e-mail laid into a workbin by the same hold", async (t) => {
  const { actions, post, later, centre, mail, draft } = await desk(t);
  const [send, complete] = await actions();
  const disposition = { ...complete, operationName: "SetDisposition", disposition: "solved" };
  const keep = { ...complete, operationName: "PlaceInWorkbin", workbinName: "in-progress" };
  const answer = await post({ actions: [disposition, send, keep] });
  assert.equal(answer.status, 200, answer.text);
  await later(10_000);
  const kept = await load(centre, mail);
  assert.deepEqual(
    [kept.state, kept.shelf?.name, kept.userData["DispositionCode"], (await load(centre, draft)).state],
    ["InWorkbin", "in-progress", "solved", "Sent"],
  );
});

test("the same request with the same key is one hold", async (t) => {
  const { server, actions, centre } = await desk(t);
  const body = { actions: await actions() };
  const ask = () =>
    server.ask({ method: "POST", path: `${base}/holds`, as: "alice", body, headers: { "idempotency-key": "k" } });
  const [first, second] = [await ask(), await ask()];
  assert.deepEqual([first.status, second.text], [200, first.text]);
  assert.equal((await centre.pool.query("SELECT count(*)::int AS n FROM holds")).rows[0].n, 1);
});
