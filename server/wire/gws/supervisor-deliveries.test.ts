import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { drafted, load, owned, sent } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { claim, claimOne, mark, record, recover, stored } from "../../testing/sending-by-hand.ts";
import { lastTold, toldTo } from "../../testing/supervised.ts";
import { type Supervised, supervised } from "./supervisor.fixture.ts";

async function delivering(t: TestContext) {
  const http = await supervised(t);
  const id = await sent(http.centre, "alice");
  return { ...http, id, path: `/interactions/${id}/delivery` };
}

const hold = { operationName: "Hold", reason: "wrong price" };
const release = { operationName: "Release" };
const cancel = { operationName: "Cancel", reason: "wrong price" };
const resend = { operationName: "Resend" };
const markSent = { operationName: "MarkSent" };

async function states({ centre }: Pick<Supervised, "centre">, id: string) {
  const { state, delivery, shelf } = await load(centre, id);
  return [state, delivery, (await stored(centre, id)).delivery.state, shelf?.name];
}

async function becameUnknown(centre: Centre, owner = "gone") {
  const lost = await claimOne(centre, owner);
  await mark(centre, lost);
  await recover(centre);
  return lost;
}

test("what waits or is retried is held, cannot be claimed, and goes after its release with the same bytes", async (t) => {
  const { centre, id, path, post, codes, get } = await delivering(t);
  const { version } = await load(centre, id);
  const before = (await stored(centre, id)).delivery;
  const held = await post("sam", path, hold);
  assert.deepEqual([held.status, held.headers["etag"]], [200, `"${version + 1}"`]);
  assert.deepEqual(await states({ centre }, id), ["Sent", "held", "held", undefined]);
  assert.deepEqual(await claim(centre), []);
  assert.deepEqual(await codes("sam", path, hold), [2, 409]);
  assert.deepEqual(await codes("root", path, release), [0, 200]);
  const claimed = await claimOne(centre);
  assert.deepEqual([claimed.sha256, claimed.messageId], [before.sha256, before.messageId]);
  const history = (await get("sam", `/interactions/${id}/history`)).json["history"];
  assert.ok(Array.isArray(history));
  const [was, is] = history.slice(-2);
  assert.deepEqual([was.operation, was.by, was.why, was.to.delivery], ["Hold", "sam", "wrong price", "held"]);
  assert.deepEqual([is.operation, is.by, is.from.delivery, is.to.delivery], ["Release", "root", "held", "waiting"]);
  const nextAttempt = { due: centre.clock.steady() + 60_000, shown: centre.clock.wall() + 60_000 };
  await record(centre, claimed, { row: "RefusedForNow", code: 451, change: { refusals: 1, nextAttempt } });
  assert.deepEqual(await codes("sam", path, hold), [0, 200]);
  assert.deepEqual(await states({ centre }, id), ["Sent", "held", "held", undefined]);
});

test("while it is being sent nothing stops it, and what is read says that it is being sent", async (t) => {
  const { centre, id, path, post, read, get } = await delivering(t);
  const { version } = await load(centre, id);
  const claimed = await claimOne(centre);
  for (const body of [hold, release, cancel, resend, markSent]) {
    const { status, json } = await post("sam", path, body);
    assert.deepEqual([status, json["statusCode"]], [409, 2], body.operationName);
  }
  const refused = await post("sam", path, hold);
  assert.equal(refused.json["statusMessage"], "Hold is not possible: the delivery is sending");
  for (const [resource, under] of [
    [`/interactions/${id}`, "interaction"],
    [`/me/emails/${id}`, "email"],
    [`/me/interactions/${id}`, "interaction"],
  ] as const) {
    const shown = await read(resource, under);
    assert.deepEqual([shown["delivery"], shown["version"]], [{ state: "sending" }, version]);
  }
  const rows = (await get("sam", "/interactions?fields=id,delivery&state=Sent")).json["interactions"];
  assert.deepEqual(rows, [{ id, delivery: { state: "sending" } }]);
  await mark(centre, claimed);
  await record(centre, claimed, { row: "Accepted" });
  assert.deepEqual((await read(`/interactions/${id}`, "interaction"))["delivery"], { state: "sent" });
});

test("a cancelled mail lies in its sender's workbin, the sender gets Error, and it may be sent again", async (t) => {
  const { centre, id, path, post, codes } = await delivering(t);
  await codes("sam", path, hold);
  const answer = await post("sam", path, cancel);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(await states({ centre }, id), ["InWorkbin", "cancelled", "cancelled", "failed"]);
  assert.deepEqual(await lastTold(centre, "alice"), ["Error", id, "InWorkbin", undefined]);
  const last = (await toldTo(centre, "alice")).at(-1);
  assert.equal(last?.["errorMessage"], "delivery cancelled by sam: wrong price");
  assert.deepEqual(await claim(centre), []);
  assert.deepEqual(await codes("alice", path, resend), [0, 200]);
  assert.deepEqual(await states({ centre }, id), ["Sent", "waiting", "waiting", undefined]);
  assert.equal((await claim(centre)).length, 1);
});

test("Resend by the sender, or a supervisor, once: the same bytes with the whole schedule before them", async (t) => {
  const { centre, id, path, post, codes } = await delivering(t);
  const first = await claimOne(centre);
  await record(centre, first, { row: "RefusedForGood", code: 550, error: "no such user", change: { refusals: 3 } });
  assert.deepEqual(await states({ centre }, id), ["InWorkbin", "failed", "failed", "failed"]);
  const other = await post("bob", path, resend);
  assert.deepEqual(
    [other.status, other.json["statusCode"], other.json["statusMessage"]],
    [403, 3, "Resend is not possible: another user has sent the e-mail"],
  );
  assert.deepEqual(await codes("alice", path, markSent), [2, 409]);
  const answers = await Promise.all([1, 2, 3, 4].map(() => codes("alice", path, resend)));
  assert.equal(answers.filter(([code]) => code === 0).length, 1);
  assert.ok(answers.every(([code]) => code === 0 || code === 2));
  assert.deepEqual(await states({ centre }, id), ["Sent", "waiting", "waiting", undefined]);
  const again = await claimOne(centre);
  assert.deepEqual(
    [again.sha256, again.messageId, again.refusals, again.attempts],
    [first.sha256, first.messageId, 0, 2],
  );
  assert.deepEqual(await claim(centre), []);
});

test("what goes again behind a lost reply is flagged as a possible duplicate, and stays it; what a person settles is not", async (t) => {
  const { centre, id, path, codes, get } = await delivering(t);
  const flag = async () => (await get("alice", path)).json["delivery"] as { possibleDuplicate?: boolean };
  await becameUnknown(centre);
  assert.equal((await flag()).possibleDuplicate, undefined);
  await codes("alice", path, resend);
  assert.equal((await flag()).possibleDuplicate, true);
  const again = await claimOne(centre);
  await mark(centre, again);
  await record(centre, again, { row: "Accepted" });
  assert.deepEqual(await states({ centre }, id), ["Sent", "sent", "sent", undefined]);
  assert.equal((await flag()).possibleDuplicate, true);
});

test("MarkSent ends what is unknown on a person's word, and only that", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  assert.deepEqual(await codes("sam", path, markSent), [2, 409]);
  await becameUnknown(centre);
  assert.deepEqual(await codes("bob", path, markSent), [3, 403]);
  assert.deepEqual(await codes("alice", path, markSent), [0, 200]);
  assert.deepEqual(await states({ centre }, id), ["Sent", "sent", "sent", undefined]);
  assert.deepEqual(await codes("sam", path, resend), [2, 409]);
  assert.deepEqual(await claim(centre), []);
});

test("an unknown delivery, an unknown e-mail, a stale version and what was taken up meanwhile are refused", async (t) => {
  const { centre, id, path, post, codes } = await delivering(t);
  await becameUnknown(centre);
  assert.deepEqual(await codes("sam", "/interactions/NOSUCH/delivery", hold), [6, 404]);
  assert.deepEqual(await codes("sam", `/interactions/${await owned(centre, "alice")}/delivery`, hold), [6, 404]);
  const stale = await post("sam", path, resend, { "if-match": '"1"' });
  assert.deepEqual([stale.status, stale.json["version"]], [409, (await load(centre, id)).version]);
  await codes("sam", `/interactions/${id}`, { operationName: "Take" });
  for (const body of [resend, markSent]) assert.deepEqual(await codes("sam", path, body), [2, 409]);
});

test("a reply that comes late settles what is to be sent again, before and after its claim: no second dot", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  const lost = await becameUnknown(centre);
  await codes("alice", path, resend);
  assert.equal(await record(centre, lost, { row: "Accepted" }), true);
  assert.deepEqual(await states({ centre }, id), ["Sent", "sent", "sent", undefined]);
  assert.deepEqual(await claim(centre), []);

  const second = await sent(centre, "alice");
  const frozen = await becameUnknown(centre);
  await codes("sam", `/interactions/${second}/delivery`, resend);
  const again = await claimOne(centre, "alive");
  assert.equal(await record(centre, frozen, { row: "Accepted" }), true);
  assert.equal(await mark(centre, again), false, "the second attempt comes to no dot");
  assert.equal(await record(centre, again, { row: "LoseLease" }), false);
  assert.deepEqual(await states({ centre }, second), ["Sent", "sent", "sent", undefined]);
});

test("a late reply behind the mark of the second attempt is kept as evidence: the mail is not failed any more", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  const lost = await becameUnknown(centre);
  await codes("alice", path, resend);
  const again = await claimOne(centre);
  await mark(centre, again);
  assert.equal(await record(centre, lost, { row: "Accepted" }), false);
  assert.equal(await record(centre, again, { row: "RefusedForGood", code: 550, error: "no such user" }), true);
  assert.deepEqual(await states({ centre }, id), ["Sent", "sent", "sent", undefined]);
});

test("a late reply to a mail that was changed and sent anew says nothing of the new one", async (t) => {
  const { centre, id, codes, post } = await delivering(t);
  const lost = await becameUnknown(centre);
  await codes("sam", `/interactions/${id}`, { operationName: "Take" });
  const email = { bodyAsPlainText: "Better." };
  assert.equal((await post("sam", `/me/emails/${id}`, { operationName: "Send", email })).status, 200);
  assert.equal(await record(centre, lost, { row: "Accepted" }), false);
  assert.equal((await stored(centre, id)).delivery.state, "waiting");
  assert.notEqual((await claimOne(centre)).messageId, lost.messageId);
});

test("all outgoing mail is held, new mail too, until all is released; one may be let go by itself", async (t) => {
  const { centre, id, post, codes, get } = await delivering(t);
  const running = await sent(centre, "alice");
  const [first] = await claim(centre, "alive", 1);
  assert.equal(first?.interaction, id);
  assert.deepEqual(await codes("sam", "/deliveries", { operationName: "Hold", reason: "storm" }), [0, 200]);
  assert.deepEqual(await states({ centre }, running), ["Sent", "held", "held", undefined]);
  const fresh = await sent(centre, "alice");
  assert.deepEqual(await states({ centre }, fresh), ["Sent", "held", "held", undefined]);
  assert.deepEqual(await claim(centre), []);

  // What was under way when it began fails for now: it is held then, and not claimed before.
  const nextAttempt = { due: centre.clock.steady(), shown: centre.clock.wall() };
  assert.ok(await record(centre, first, { row: "RefusedForNow", code: 451, change: { refusals: 1, nextAttempt } }));
  assert.deepEqual(await claim(centre), []);
  await runDue(centre.performing);
  assert.deepEqual(await states({ centre }, id), ["Sent", "held", "held", undefined]);

  assert.deepEqual(await codes("sam", `/interactions/${fresh}/delivery`, release), [0, 200]);
  assert.deepEqual((await claim(centre)).map((one) => one.interaction), [fresh]); // biome-ignore format: one line
  assert.deepEqual(await codes("root", "/deliveries", release), [0, 200]);
  assert.deepEqual(await states({ centre }, running), ["Sent", "waiting", "waiting", undefined]);
  assert.equal((await claim(centre)).length, 2);
  const audit = (await get("sam", "/audit?since=0&limit=1000")).json["audit"];
  assert.ok(Array.isArray(audit));
  const told = audit.filter((row) => row.thing === "deliveries").map((row) => [row.by, row.operation, row.why]);
  assert.deepEqual(told, [
    ["sam", "Hold", "storm"],
    ["root", "Release", undefined],
  ]);
  const held = audit.find((row) => row.interactionId === running && row.operation === "Hold");
  assert.equal(held.why, "all outgoing mail was held by sam: storm");
  assert.deepEqual(await codes("sam", "/deliveries", { operationName: "Cancel" }), [10, 400]);
  assert.equal((await post("sam", "/deliveries", {})).json["statusCode"], 1);
});

test("Resend does not get round the hold of all mail, and what was held by itself later stays when all is released before", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  await becameUnknown(centre);
  await codes("sam", "/deliveries", hold);
  assert.deepEqual(await codes("alice", path, resend), [0, 200]);
  assert.deepEqual(await states({ centre }, id), ["Sent", "held", "held", undefined]);
  await codes("sam", "/deliveries", release);
  assert.deepEqual(await codes("sam", path, hold), [0, 200]);
  await runDue(centre.performing);
  assert.deepEqual(await states({ centre }, id), ["Sent", "held", "held", undefined]);
});

test("what waited long and was let go is given the whole time again before it is given up", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  await codes("sam", path, hold);
  centre.clock.advance(6 * 86_400_000);
  await codes("sam", path, release);
  const { delivery } = await stored(centre, id);
  assert.deepEqual([delivery.queuedAt, delivery.sealedAt < delivery.queuedAt], [centre.clock.wall(), true]);
});

test("many deliveries follow the hold, in batches", async (t) => {
  // Rows made by hand are nobody's history.
  const centre = await testCentre(t, acme, { isChecked: false });
  const { codes } = await supervised(t, { centre });
  const id = await sent(centre, "alice");
  await centre.pool.query(
    `WITH copied AS (
       INSERT INTO interactions SELECT (jsonb_populate_record(i, jsonb_build_object('id', 'COPY' || n, 'version', 0, 'user_data', '{}'::json))).*
       FROM interactions i, generate_series(1, 250) n WHERE i.id = $1 RETURNING id)
     INSERT INTO deliveries (interaction_id, state, message_id, from_address, to_list, sha256, size, due, due_shown)
       SELECT copied.id, 'waiting', d.message_id, d.from_address, d.to_list, d.sha256, d.size, d.due, d.due_shown
       FROM copied, deliveries d WHERE d.interaction_id = $1`,
    [id],
  );
  const count = async (state: string) =>
    (await centre.pool.query("SELECT count(*) AS n FROM deliveries WHERE state = $1", [state])).rows[0].n;
  await codes("sam", "/deliveries", hold);
  assert.equal(await count("held"), 251);
  await codes("sam", "/deliveries", release);
  assert.equal(await count("waiting"), 251);
});

test("a held mail stays held for its sender, who may do nothing to it", async (t) => {
  const { centre, id, path, codes } = await delivering(t);
  await codes("sam", path, hold);
  for (const body of [hold, release, cancel]) assert.deepEqual(await codes("alice", path, body), [5, 403]);
  assert.deepEqual(await codes("alice", path, resend), [2, 409]);
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  assert.equal((await load(centre, draft)).state, "Composing");
  assert.equal((await load(centre, id)).delivery, "held");
});
