import assert from "node:assert/strict";
import { test } from "node:test";
import { accept } from "../../operations/email/accept.ts";
import { take } from "../../operations/supervisor/take.ts";
import { doneBy, load, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { jobDesk, move } from "./jobs.fixture.ts";

test("all that a search finds but for some is moved, the person is told, and it is put back again", async (t) => {
  const day = await jobDesk(t, { mails: 12 });
  const { ids, start, worked, read, hear, queues, queueNamed, ask } = day;
  const [support, general] = [await queueNamed("support"), await queueNamed("general")];
  const before = await Promise.all(ids.map((id) => load(day.centre, id)));
  const selection = { query: "subject:storm queue:support", exceptIds: [ids[3], "NOSUCH"] };
  const job = await start({ ...move, selection });
  assert.deepEqual(
    [job.state, job.total, job.done, job.failed, job.undone, job.undoable, job.version],
    ["running", 11, 0, 0, 0, false, 1],
  );
  assert.equal(await day.pending(), 1);
  const snapshot: Shown = (await ask("sam", "/me/snapshot")).json;
  assert.deepEqual(
    snapshot.jobs.map((one: Shown) => one.id),
    [job.id],
  );
  // What comes later is not of the set.
  const later = await receive(day.centre);
  await readAndRoute(day.centre);
  await worked();
  assert.equal(await day.pending(), 0);
  assert.deepEqual(
    await queues(),
    ids.map((_, index) => (index === 3 ? support : general)),
  );
  assert.equal((await load(day.centre, later)).queue, support);
  const done = await read(job.id);
  assert.deepEqual([done.state, done.done, done.failed, done.undoable], ["done", 11, 0, true]);
  const told: readonly Shown[] = await hear("sam", "/postroom/v1/me/jobs");
  assert.deepEqual(
    told.map((one) => [one.job.state, one.job.done]),
    [
      ["running", 0],
      ["done", 11],
    ],
  );
  assert.ok(told[0]?.job.version < told[1]?.job.version);
  const { json } = await day.get("sam", `/interactions/${ids[0]}/history`);
  const history: Shown = json["history"];
  assert.ok(
    history.some((row: Shown) => row.operation === "MoveToQueue" && row.why === "storm"),
    JSON.stringify(history),
  );

  // One has moved on meanwhile.
  await doneBy(day.centre, "sam", take, { target: ids[0] ?? "", input: {} });
  assert.equal((await ask("sam", `/jobs/${job.id}`, { operationName: "Undo" })).status, 200);
  assert.equal((await read(job.id)).state, "undoing");
  await worked();
  const undone = await read(job.id);
  assert.deepEqual([undone.state, undone.done, undone.undone, undone.undoable], ["undone", 11, 10, false]);
  const after = await Promise.all(ids.map((id) => load(day.centre, id)));
  for (const [index, one] of after.entries()) {
    if (index === 0 || index === 3) continue;
    const { version, ...was } = before[index] ?? one;
    assert.deepEqual({ ...one, version: 0 }, { ...was, version: 0 });
    assert.equal(one.version, version + 2);
  }
  assert.equal(after[0]?.state, "Processing");
  assert.deepEqual(await day.failures(job.id), [
    {
      ...{ interactionId: ids[0], subject: "Storm 1", statusCode: 2, undoing: true },
      statusMessage: "Undo is not possible: it has moved on meanwhile",
    },
  ]);
  assert.match(refusal(await ask("sam", `/jobs/${job.id}`, { operationName: "Undo" })), /^2\/409 .*the job is undone/);
});

test("what cannot be done is named with its reason, page by page, and the rest is done", async (t) => {
  const { ids, start, worked, read, failures, ask, post } = await jobDesk(t, { mails: 3 });
  const [a = "", b = "", c = ""] = ids;
  await post("sam", `/interactions/${b}`, { operationName: "Complete" });
  const job = await start({ ...move, selection: { ids: [a, "NOSUCH", b, c, a] } });
  assert.equal(job.total, 4);
  await worked();
  const done = await read(job.id);
  assert.deepEqual([done.state, done.done, done.failed], ["done", 2, 2]);
  const missing = { interactionId: "NOSUCH", statusCode: 6, statusMessage: "interaction not found: NOSUCH" };
  const ended = {
    ...{ interactionId: b, subject: "Storm 2", statusCode: 2 },
    statusMessage: "MoveToQueue is not possible: the interaction is Completed",
  };
  assert.deepEqual(await failures(job.id), [missing, ended]);
  const first: Shown = (await ask("sam", `/jobs/${job.id}/failures?limit=1`)).json;
  assert.deepEqual(first.failures, [missing]);
  const rest: Shown = (await ask("sam", `/jobs/${job.id}/failures?limit=1&cursor=${first.nextCursor}`)).json;
  assert.deepEqual([rest.failures, rest.nextCursor], [[ended], undefined]);
});

test("an agent's job does to what they own what they might do themselves, and their e-mails come back into their hands", async (t) => {
  const { start, worked, read, failures, centre, ask, post, hear } = await jobDesk(t);
  const own = await owned(centre, "alice");
  const others = await owned(centre, "bob", { body: "Another" });
  const until = new Date(centre.clock.wall() + 3_600_000).toISOString();
  const snoozed = await start({ action: "Snooze", params: { until }, selection: { ids: [own, others] } }, "alice");
  await worked();
  assert.equal((await load(centre, own)).state, "InWorkbin");
  assert.deepEqual((await load(centre, own)).snooze?.isDue, false);
  const [failure] = await failures(snoozed.id, "alice");
  assert.deepEqual([failure?.interactionId, failure?.statusCode], [others, 3]);
  await ask("alice", `/jobs/${snoozed.id}`, { operationName: "Undo" });
  await worked();
  const { id: alice } = await centre.as("alice");
  const back = await load(centre, own);
  assert.deepEqual([back.state, back.holder, back.snooze, back.shelf], ["Processing", alice, undefined, undefined]);
  const pushed: Shown = (await hear("alice", "/v2/me/emails")).at(-1);
  assert.deepEqual([pushed.notificationType, pushed.email.state], ["StatusChange", "Processing"]);

  const coded = await start(
    { action: "SetDisposition", params: { disposition: "Paid" }, selection: { ids: [own] } },
    "alice",
  );
  await worked();
  assert.equal((await load(centre, own)).userData["DispositionCode"], "Paid");
  await ask("alice", `/jobs/${coded.id}`, { operationName: "Undo" });
  await worked();
  assert.equal((await load(centre, own)).userData["DispositionCode"], undefined);

  const done = await start({ action: "Complete", params: {}, selection: { ids: [own] } }, "alice");
  await worked();
  assert.equal((await load(centre, own)).state, "Completed");
  assert.deepEqual([(await read(done.id, "alice")).undoable, done.undoable], [false, false]);
  assert.match(
    refusal(await ask("alice", `/jobs/${done.id}`, { operationName: "Undo" })),
    /^2\/409 .*cannot be put back/,
  );
  assert.equal((await post("alice", `/me/emails/${others}`, { operationName: "Complete" })).status, 403);
});

test("an offer that a job made is taken back while nobody has accepted it", async (t) => {
  const { ids, start, worked, centre, ask, failures, hear } = await jobDesk(t, { mails: 2 });
  await ready(centre, "bob");
  await hear("bob", "/v2/me/emails");
  const [a = "", b = ""] = ids;
  const job = await start({ action: "Assign", params: { userName: "bob" }, selection: { ids } });
  await worked();
  assert.deepEqual([(await load(centre, a)).state, (await load(centre, b)).state], ["Invited", "Invited"]);
  await doneBy(centre, "bob", accept, { target: a, input: { rememberAgent: false } });
  await ask("sam", `/jobs/${job.id}`, { operationName: "Undo" });
  await worked();
  assert.deepEqual([(await load(centre, a)).state, (await load(centre, b)).state], ["Processing", "Queued"]);
  assert.deepEqual(
    (await failures(job.id)).map((one) => one.interactionId),
    [a],
  );
  const told: readonly Shown[] = await hear("bob", "/v2/me/emails");
  const last = told.filter((one) => one.email.id === b).at(-1);
  assert.deepEqual([last?.email.state, last?.email.reason], ["Revoked", "Reassigned"]);
  await route(centre);
});

test("a dry run says how many, and does and keeps nothing", async (t) => {
  const { ids, start, worked, queues, ask, queueNamed, hear } = await jobDesk(t, { mails: 2 });
  const support = await queueNamed("support");
  const body = { ...move, selection: { query: "storm", exceptIds: [ids[0]] }, dryRun: true };
  assert.deepEqual(await start(body), { action: "MoveToQueue", state: "dryRun", total: 1, undoable: true });
  await worked();
  assert.deepEqual(await queues(), [support, support]);
  assert.deepEqual((await ask("sam", "/me/snapshot")).json["jobs"], []);
  assert.deepEqual(await hear("sam", "/postroom/v1/me/jobs"), []);
  const none = await start({ ...move, selection: { query: "nothing that there is" } });
  assert.deepEqual([none.state, none.total, none.undoable], ["done", 0, false]);
});

test("what is wrong with a job is said with its place in the request, and nothing is started", async (t) => {
  const { ids, ask, queues, queueNamed, pending } = await jobDesk(t, { mails: 2, settings: { jobItemsMax: 1 } });
  const said = async (body: object, as = "sam") => refusal(await ask(as, "/jobs", body));
  const selection = { ids: [ids[0]] };
  assert.equal(await said({ params: {}, selection }), "1/400 $.action: missing");
  assert.match(await said({ ...move, action: "Destroy", selection }), /^10\/400 \$\.action: /);
  assert.match(await said({ ...move }), /^1\/400 \$\.selection: missing/);
  assert.equal(await said({ ...move, selection: {} }), "1/400 $.selection.ids: missing");
  assert.match(await said({ ...move, selection: { ids: [] } }), /^10\/400 \$\.selection\.ids: at least 1/);
  assert.match(await said({ ...move, selection: { ids, query: "" } }), /^2\/400 \$\.selection\.query: /);
  assert.match(await said({ ...move, selection, dryrun: true }), /^10\/400 .*dryrun/);
  assert.match(await said({ ...move, selection: { query: "before:soon" } }), /^10\/400 \$\.selection\.query: /);
  assert.equal(await said({ ...move, params: {}, selection }), "1/400 $.params.queueName: missing");
  assert.equal(await said({ ...move, params: { queueName: "suport" }, selection }), "6/404 queue not found: suport");
  assert.match(await said({ ...move, params: { queueName: 7 }, selection }), /^10\/400 \$\.params\.queueName: /);
  assert.match(
    await said({ action: "Assign", params: { userName: "root" }, selection }),
    /^10\/400 \$\.params\.userName: /,
  );
  assert.equal(await said({ ...move, selection: { ids } }), "10/400 $.selection.ids: at most 1 e-mails");
  assert.equal(
    await said({ ...move, selection: { query: "storm" } }),
    "10/400 $.selection.query: finds more than 1 e-mails",
  );
  assert.match(await said({ ...move, selection }, "alice"), /^5\/403 /);
  assert.match(await said({ action: "Cancel", selection }, "alice"), /^5\/403 /);
  assert.equal(await pending(), 0);
  const support = await queueNamed("support");
  assert.deepEqual(await queues(), [support, support]);
});

test("every action is done by a job as by hand, and what it moved is put back to where it was", async (t) => {
  const { start, worked, centre, ask, read } = await jobDesk(t);
  const own = await owned(centre, "alice");
  await ready(centre, "bob");
  const until = new Date(centre.clock.wall() + 3_600_000).toISOString();
  const actions = [
    ["alice", "Transfer", { userName: "bob" }, "Invited"],
    ["alice", "PlaceInQueue", { queueName: "review" }, "Queued"],
    ["alice", "PlaceInWorkbin", {}, "InWorkbin"],
    ["alice", "Snooze", { until }, "InWorkbin"],
    ["alice", "SetDisposition", { disposition: "Paid" }, "Processing"],
    ["alice", "Spam", {}, "Queued"],
    ["sam", "Spam", {}, "Queued"],
    ["sam", "Assign", { userName: "bob" }, "Invited"],
    ["sam", "MoveToQueue", { queueName: "general", position: "end" }, "Queued"],
    ["sam", "MoveToWorkbin", { workbinName: "in-progress", userName: "bob" }, "InWorkbin"],
  ] as const;
  for (const [as, action, params, state] of actions) {
    const before = await load(centre, own);
    const job = await start({ action, params, selection: { ids: [own] } }, as);
    await worked();
    assert.deepEqual([(await load(centre, own)).state, (await read(job.id, as)).done], [state, 1], action);
    await ask(as, `/jobs/${job.id}`, { operationName: "Undo" });
    await worked();
    const { version, ...after } = await load(centre, own);
    assert.deepEqual({ ...after, version: before.version }, before, action);
    assert.equal(version, before.version + 2, action);
  }
  await start({ action: "Complete", params: { reason: "storm" }, selection: { ids: [own] } });
  await worked();
  assert.equal((await load(centre, own)).state, "Completed");
});

test("the same request with the same key starts one job", async (t) => {
  const { server, ids, worked, read } = await jobDesk(t, { mails: 1 });
  const headers = { "idempotency-key": "job-1" };
  const body = { ...move, selection: { ids } };
  const once = () => server.ask({ method: "POST", path: "/api/postroom/v1/jobs", as: "sam", headers, body });
  const [first, second] = [await once(), await once()];
  assert.equal(second.text, first.text);
  await worked();
  const job: Shown = first.json["job"];
  assert.equal((await read(job.id)).done, 1);
  assert.equal((await once()).text, first.text);
});
