import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { rawForm } from "../../adapters/http/attachments.fixture.ts";
import { runDue } from "../../loops/clock.ts";
import { workOnJobs } from "../../loops/jobs.ts";
import { take } from "../../operations/supervisor/take.ts";
import { doneBy, drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";
const html = "<p>Dear &lt;$ Contact.FirstName $&gt;,</p><p>the parcel is on its way.</p>";

const standardResponses = [
  {
    ...{ category: "Mail", name: "thanks", language: "en", customFieldCodes: { Shop: "Acme & Sons" } },
    body: "<p>Dear <$ Contact.FirstName $>, <$ Shop $> thanks you.</p>",
  },
];

/** Alice owns a mail of each of these people, each named in its From. */
async function desk(t: TestContext, people: readonly string[] = ["Ann", "Ben"], settings: object = {}) {
  const agents = acme.agents.map((one) => (one.userName === "alice" ? { ...one, capacity: { email: 20 } } : one));
  const day = await startDay(t, { file: { ...acme, agents, settings, standardResponses } });
  const { server, centre } = day;
  let count = 0;
  const mailOf = (name: string, more: readonly string[] = [], address = name.toLowerCase() || "nobody") => {
    count += 1;
    const from = name === "" ? `${address}@customer.test` : `${name} Doe <${address}@customer.test>`;
    const headers = [`From: ${from}`, "To: support@acme.test", `Subject: Storm ${count}`, ...more];
    return { headers: [...headers, `Message-ID: <m${count}@customer.test>`], from: `${address}@customer.test` };
  };
  const ids: string[] = [];
  for (const name of people) ids.push(await owned(centre, "alice", mailOf(name)));
  const ask = (as: string, path: string, body?: object) =>
    server.ask({ as, path: `${base}${path}`, ...(body === undefined ? {} : { method: "POST", body }) });
  const post = (params: object, selected: readonly string[] = ids, more: object = {}, as = "alice") =>
    ask(as, "/jobs", { action: "Reply", params, selection: { ids: selected }, ...more });
  const start = async (...given: Parameters<typeof post>): Promise<Shown> => {
    const answer = await post(...given);
    assert.equal(answer.status, 200, answer.text);
    return answer.json["job"];
  };
  const read = async (id: string, as = "alice"): Promise<Shown> => (await ask(as, `/jobs/${id}`)).json["job"];
  const failures = async (id: string, as = "alice"): Promise<readonly string[]> => {
    const page: Shown = (await ask(as, `/jobs/${id}/failures`)).json;
    return page.failures.map((one: Shown) => one.statusMessage);
  };
  const worked = async (): Promise<void> => {
    while (await workOnJobs({ performing: centre.performing, owner: "here" }));
  };
  const later = async (ms: number): Promise<void> => {
    centre.clock.advance(ms);
    await runDue(centre.performing);
  };
  const answers = async () => {
    const drafts = await centre.pool.query<{ id: string }>("SELECT id FROM interactions WHERE direction = 'outbound'");
    return centre.performing.store.read((reading) =>
      Promise.all(
        drafts.rows.map(async ({ id }) => {
          const one = (await reading.interactions.byId(id)) ?? assert.fail(id);
          const files = one.attachments.map(({ name }) => name);
          return { state: one.state, parent: one.parent, files, ...(await reading.interactions.content(one.content)) };
        }),
      ),
    );
  };
  const states = async (selected = ids) => Promise.all(selected.map(async (id) => (await load(centre, id)).state));
  const undo = (id: string, as = "alice") => ask(as, `/jobs/${id}`, { operationName: "Undo" });
  return { ...day, ids, mailOf, ask, post, start, read, failures, worked, later, answers, states, undo };
}

test("each e-mail gets the text with its own values, waits, and goes once; then it is done", async (t) => {
  const { ids, start, worked, read, later, answers, states, hear, centre } = await desk(t);
  const job = await start({ html });
  await worked();
  const held = await read(job.id);
  assert.deepEqual([held.state, held.done, held.failed, held.held, held.undoable], ["done", 2, 0, 2, true]);
  assert.deepEqual(await states(), ["Processing", "Processing"]);
  await later(59_999);
  assert.deepEqual(
    (await answers()).map(({ state }) => state),
    ["Composing", "Composing"],
  );
  await later(1);
  await later(60_000);
  await worked();
  const sent = await answers();
  assert.deepEqual(
    sent.map(({ state, parent, subject }) => [state, parent, subject]).toSorted(),
    ids.map((id, at) => ["Sent", id, `Re: Storm ${at + 1}`]).toSorted(),
  );
  for (const [at, name] of ["Ann", "Ben"].entries()) {
    const { text = "" } = sent.find(({ parent }) => parent === ids[at]) ?? {};
    assert.ok(text.startsWith(`Dear ${name},\n\nthe parcel is on its way.`) && text.includes("> "), text);
  }
  assert.deepEqual(await states(), ["Completed", "Completed"]);
  const over = await read(job.id);
  assert.deepEqual([over.done, over.held, over.undoable], [2, 0, false]);
  const told = (await hear("alice", "/postroom/v1/me/jobs")).map((one: Shown) => one.job.held);
  assert.equal(told.at(-1), 0);
  assert.deepEqual(await hear("alice", "/postroom/v1/me/holds"), []);
  const { rows } = await centre.pool.query("SELECT count(*) AS count FROM deliveries");
  assert.equal(Number(rows[0].count), 2);
});

test("what waits is called back, and what went is said to have gone", async (t) => {
  const { ids, start, worked, read, later, answers, states, undo, failures, ask, server } = await desk(t);
  const job = await start({ html });
  await worked();
  const snapshot: Shown = (await ask("alice", "/me/snapshot")).json;
  const shown: Shown = snapshot.emails.find((one: Shown) => one.parentId === ids[0]);
  assert.deepEqual(snapshot.holds, []);
  const alone = await server.ask({ method: "DELETE", path: `${base}/holds/${shown.hold.id}`, as: "alice" });
  assert.equal(alone.status, 200, alone.text);
  assert.deepEqual([(await read(job.id)).held, (await read(job.id)).undone], [1, 1]);
  assert.equal((await undo(job.id)).status, 200);
  await worked();
  const undone = await read(job.id);
  assert.deepEqual([undone.state, undone.done, undone.undone, undone.held], ["undone", 2, 2, 0]);
  await later(120_000);
  assert.deepEqual((await answers()).map(({ state }) => state).toSorted(), ["Canceled", "Composing"]);
  assert.deepEqual(await states(), ["Processing", "Processing"]);

  const [, second = ""] = ids;
  const other = await start({ html, complete: false }, [second]);
  await worked();
  await later(60_000);
  assert.deepEqual(await states([second]), ["Processing"]);
  assert.match(refusal(await undo(other.id)), /^2\/409 Undo is not possible: nothing of it waits any more/);
  assert.deepEqual(await failures(other.id), []);
});

test("from the moment in which it is called back nothing more goes, however long that takes", async (t) => {
  const { start, worked, read, later, answers, undo } = await desk(t);
  const job = await start({ html });
  await worked();
  await undo(job.id);
  await later(60_000);
  assert.deepEqual(
    (await answers()).map(({ state }) => state),
    ["Composing", "Composing"],
  );
  await worked();
  assert.deepEqual([(await read(job.id)).undone, (await read(job.id)).state], [2, "undone"]);
});

test("what nobody should answer unseen is not answered, and says why", async (t) => {
  const { ids, mailOf, start, worked, read, answers, failures, centre } = await desk(t, ["Ann", "", "Cid", "Dora"]);
  const [ann = "", nobody = "", cid = "", dora = ""] = ids;
  const machine = await owned(centre, "alice", mailOf("Robot", ["Auto-Submitted: auto-generated"]));
  const elsewhere = await owned(centre, "alice", mailOf("Eve", ["Reply-To: eve@other.test"]));
  const bobs = await owned(centre, "bob", mailOf("Fay"));
  centre.clock.advance(1_000);
  const later = await receive(centre, mailOf("Ann", ["In-Reply-To: <m1@customer.test>"]));
  await readAndRoute(centre);
  await drafted(centre, "alice", cid);
  const selected = [ann, nobody, cid, dora, machine, elsewhere, bobs, later, "NOSUCH"];
  const job = await start({ html }, selected);
  await worked();
  const done = await read(job.id);
  assert.deepEqual(
    (await failures(job.id)).map((words) => words.replace(/^Reply is not possible: /, "")),
    [
      "Send is not possible: NewerMessage: another message has come into the thread",
      "there is no value for Contact.FirstName",
      "an answer to it is being written",
      "no person wrote it (auto-generated)",
      "Send is not possible: replyToOtherDomain eve@other.test (the sender asks for answers at another domain)",
      "the interaction is held by another user",
      "the interaction is Invited",
      "interaction not found: NOSUCH",
    ],
  );
  assert.deepEqual([done.state, done.done, done.failed, done.held], ["done", 1, 8, 1]);
  assert.deepEqual(
    (await answers())
      .filter(({ state }) => state === "Composing")
      .map(({ parent }) => parent)
      .toSorted(),
    [cid, dora].toSorted(),
  );
});

test("what became impossible while it waited is a failure of the job, and nothing went", async (t) => {
  const { ids, start, worked, read, later, failures, answers, centre } = await desk(t);
  const job = await start({ html });
  await worked();
  await doneBy(centre, "sam", take, { target: ids[0] ?? "", input: {} });
  await later(60_000);
  const over = await read(job.id);
  assert.deepEqual([over.state, over.done, over.failed, over.held], ["done", 1, 1, 0]);
  assert.deepEqual(await failures(job.id), ["Hold is not possible: an e-mail was taken away meanwhile"]);
  assert.deepEqual((await answers()).map(({ state }) => state).toSorted(), ["Composing", "Sent"]);
});

test("a supervisor's job takes what lies in a queue, and puts it back when it is called back", async (t) => {
  const { mailOf, start, worked, read, undo, states, centre } = await desk(t, []);
  const waiting = [await receive(centre, mailOf("Ann")), await receive(centre, mailOf("Ben"))];
  await readAndRoute(centre);
  const before = await Promise.all(waiting.map((id) => load(centre, id)));
  const job = await start({ html }, waiting, {}, "sam");
  await worked();
  assert.deepEqual(await states(waiting), ["Processing", "Processing"]);
  await undo(job.id, "sam");
  await worked();
  assert.equal((await read(job.id, "sam")).undone, 2);
  for (const [at, id] of waiting.entries()) {
    const { version: _, ...after } = await load(centre, id);
    assert.deepEqual({ ...after, version: before[at]?.version }, before[at]);
  }
});

test("a dry run shows the first three as they would go, counts the contacts, and keeps nothing", async (t) => {
  const { ids, mailOf, start, post, answers, centre, states } = await desk(t, ["Ann", "", "Cid"]);
  const again = await owned(centre, "alice", mailOf("Ann"));
  const job = await start({ html, subject: "News for <$ Contact.FirstName $>" }, [...ids, again], { dryRun: true });
  const { previews, ...counts } = job.reply;
  assert.deepEqual([job.state, job.total, job.undoable], ["dryRun", 4, true]);
  assert.deepEqual(counts, { contacts: 3, repeatedContacts: 1, holdSeconds: 60 });
  assert.deepEqual(previews[0], {
    interactionId: ids[0],
    to: [{ name: "Ann Doe", address: "ann@customer.test" }],
    ...{ subject: "News for Ann", text: "Dear Ann,\n\nthe parcel is on its way." },
  });
  assert.deepEqual([previews.length, previews[1].statusCode], [3, 2]);
  assert.match(previews[1].statusMessage, /no value for Contact\.FirstName/);
  assert.deepEqual([await answers(), await states()], [[], ["Processing", "Processing", "Processing"]]);
  assert.equal(refusal(await post({})), "1/400 $.params.html: missing");
  assert.match(refusal(await post({ responseId: "NOSUCH" })), /^6\/404 template not found: NOSUCH/);
  assert.match(refusal(await post({ html, subjet: "x" })), /^10\/400 .*subjet/);
});

test("a standard response goes as it was when the job began, with its documents, and its use is counted", async (t) => {
  const { ids, start, worked, answers, server, ask, read, later } = await desk(t);
  const listed: Shown = (await ask("alice", "/responses")).json;
  const [{ id }] = listed.responses;
  const head = ['Content-Disposition: form-data; name="attachment"; filename="terms.txt"', "Content-Type: text/plain"];
  const { body, headers } = rawForm([[head, "all of them"]]);
  const path = `${base}/config/responses/${id}/attachments`;
  assert.equal((await server.ask({ method: "POST", path, as: "root", body, headers })).status, 200);
  const job = await start({ responseId: id, subject: "For <$ Contact.FirstName $>" });
  const change = { method: "PUT", path: `/api/v2/response-templates/${id}`, as: "sam", body: { body: "<p>Other</p>" } };
  assert.equal((await server.ask(change)).status, 200);
  await worked();
  await later(60_000);
  assert.deepEqual([(await read(job.id)).done, (await read(job.id)).held], [2, 0]);
  const sent = await answers();
  for (const [at, name] of ["Ann", "Ben"].entries()) {
    const one = sent.find(({ parent }) => parent === ids[at]);
    assert.ok(one?.text?.startsWith(`Dear ${name}, Acme & Sons thanks you.`), one?.text);
    assert.equal(one?.subject, `For ${name}`);
    assert.deepEqual(one?.files, ["terms.txt"]);
  }
  const usage: Shown = (await server.ask({ path: `/api/v2/response-templates/${id}/usage`, as: "alice" })).json;
  assert.deepEqual(
    usage.usage.map((one: Shown) => [one.usageType, one.count]),
    [["SuggestedResponseChoosen", 2]],
  );
});

test("so many as the configuration allows, and no more", async (t) => {
  const { post } = await desk(t, ["Ann", "Ben"], { bulkRepliesMax: 1 });
  assert.equal(refusal(await post({ html })), "10/400 $.selection.ids: at most 1 e-mails");
});
