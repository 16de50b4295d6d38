import assert from "node:assert/strict";
import { test } from "node:test";
import type { Delivery } from "../../domain/delivery/delivery.ts";
import { deliveryCommits } from "../../loops/delivery-commits.ts";
import { load, sent } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { claim, claimOne, mark, record, recover, stored } from "../../testing/sending-by-hand.ts";

test("a claim takes what is due, oldest first, once, and under a new fence", async (t) => {
  const centre = await testCentre(t);
  const ids = [await sent(centre, "alice"), await sent(centre, "alice"), await sent(centre, "alice")];
  const before = await stored(centre, ids[0] ?? "");
  const claims = await Promise.all(["p1", "p2", "p3", "p4"].map((owner) => claim(centre, owner, 1)));
  const claimed = claims.flat();
  assert.deepEqual(claimed.map((one) => one.interaction).toSorted(), ids.toSorted());
  for (const one of claimed) {
    assert.deepEqual(
      [one.state, one.stage, one.fence, one.attempts],
      ["sending", "open", before.delivery.fence + 1, 1],
    );
  }
  assert.deepEqual(await claim(centre), []);
});

test("what is retried is due at its time and no sooner", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const delivery = await claimOne(centre);
  const due = centre.clock.steady() + 60_000;
  const change = { refusals: 1, nextAttempt: { due, shown: due } };
  assert.equal(await record(centre, delivery, { row: "RefusedForNow", code: 451, change }), true);
  const interaction = await load(centre, id);
  assert.deepEqual([interaction.state, interaction.delivery], ["Sent", "retrying"]);
  centre.clock.advance(59_999);
  assert.deepEqual(await claim(centre), []);
  centre.clock.advance(1);
  assert.equal((await claimOne(centre)).refusals, 1);
});

test("a 250 makes it sent, with the reply as evidence, and tells nobody an error", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const { version } = await load(centre, id);
  const delivery = await claimOne(centre);
  assert.equal(await record(centre, delivery, { row: "Accepted" }), false, "not before the mark");
  assert.equal(await mark(centre, delivery), true);
  assert.equal(await record(centre, delivery, { row: "Accepted" }), true);
  assert.equal(await record(centre, delivery, { row: "Accepted" }), false, "once");
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.delivery, after.version], ["Sent", "sent", version + 1]);
  const { attempts } = await stored(centre, id);
  assert.deepEqual(
    attempts.map(({ number, code, outcome }) => ({ number, code, outcome })),
    [{ number: 1, code: 250, outcome: "accepted" }],
  );
});

for (const [row, state, code] of [
  ["RefusedForGood", "failed", 550],
  ["LoseReply", "unknown", 451],
] as const) {
  test(`what ends as ${state} lies in its sender's workbin, and the sender is told why`, async (t) => {
    const centre = await testCentre(t);
    const id = await sent(centre, "alice");
    const { version } = await load(centre, id);
    const delivery = await claimOne(centre);
    await mark(centre, delivery);
    const error = `delivery ${state}: said so`;
    assert.equal(await record(centre, delivery, { row, code, error }), true);
    const after = await load(centre, id);
    const { id: alice } = await centre.as("alice");
    assert.deepEqual(
      [after.state, after.delivery, after.shelf?.name, after.shelf?.owner, after.version, after.holder],
      ["InWorkbin", state, "failed", alice, version + 2, undefined],
    );
    const { rows } = await centre.pool.query(
      "SELECT event ->> 'operation' AS operation, event ->> 'error' AS error FROM outbox ORDER BY id DESC LIMIT 2",
    );
    assert.deepEqual(rows, [
      { operation: "ReturnUnsent", error },
      { operation: row, error: null },
    ]);
  });
}

test("recipients that were refused are told, and the mail stays sent", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const delivery = await claimOne(centre);
  await mark(centre, delivery);
  const error = "delivery refused for joe@customer.test: 550 no such user";
  await record(centre, delivery, { row: "Accepted", error });
  assert.equal((await load(centre, id)).state, "Sent");
  const { rows } = await centre.pool.query("SELECT event ->> 'error' AS error FROM outbox ORDER BY id DESC LIMIT 1");
  assert.deepEqual(rows, [{ error }]);
});

test("what was put off for some goes to them alone, and when they are refused the mail stays sent", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const delivery = await claimOne(centre);
  await mark(centre, delivery);
  const nextAttempt = { due: centre.clock.steady(), shown: centre.clock.wall() };
  const change = { to: ["joe@customer.test"], group: 2, isSent: true, refusals: 1, nextAttempt };
  assert.equal(await record(centre, delivery, { row: "AcceptedInPart", change }), true);
  assert.equal((await load(centre, id)).delivery, "sent", "the next hop has it for somebody (wire.md 4.1)");
  assert.equal((await stored(centre, id)).delivery.state, "retrying");
  const rest = await claimOne(centre);
  assert.deepEqual([rest.to, rest.group], [["joe@customer.test"], 2]);
  assert.equal(rest.sha256, delivery.sha256);
  assert.equal(await record(centre, rest, { row: "RefusedForGood", code: 550, error: "no such user" }), true);
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.delivery], ["Sent", "sent"]);
});

test("marks and outcomes of several mails share a commit, each by its own claim; the second outcome of one meets the first", async (t) => {
  const centre = await testCentre(t);
  const ids = [await sent(centre, "alice"), await sent(centre, "alice"), await sent(centre, "alice")];
  const claimed = await claim(centre);
  const commits = deliveryCommits(centre.performing);
  const marks = claimed.map((one, index) => ({
    ...{ interaction: one.interaction, fence: one.fence - (index === 1 ? 1 : 0), row: "MarkCommitting" as const },
  }));
  assert.deepEqual(await Promise.all(marks.map((one) => commits.mark(one))), [true, false, true]);
  const outcome = ({ interaction, fence, messageId }: Delivery, row: "Accepted" | "LoseReply") => ({
    ...{ interaction, fence, messageId, row, change: {}, recipients: [], error: undefined },
    attempt: {
      ...{ number: 1, at: centre.clock.wall(), host: "relay:25", code: undefined, enhancedCode: undefined, text: "" },
      outcome: row === "Accepted" ? ("accepted" as const) : ("unknown" as const),
    },
  });
  const [first, second, third] = claimed;
  assert(first !== undefined && second !== undefined && third !== undefined);
  const results = [
    outcome(first, "Accepted"),
    outcome(second, "Accepted"),
    outcome(third, "LoseReply"),
    outcome(third, "Accepted"),
  ];
  assert.deepEqual(await Promise.all(results.map((one) => commits.record(one))), [true, false, true, false]);
  const states = await Promise.all(ids.map(async (id) => (await load(centre, id)).delivery));
  assert.deepEqual(states, ["sent", "waiting", "unknown"]);
});

test("a mark is withdrawn while nothing has left, and only by its owner", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const delivery = await claimOne(centre);
  assert.equal(await mark(centre, { ...delivery, fence: delivery.fence - 1 }), false);
  assert.equal(await mark(centre, delivery), true);
  assert.equal(await mark(centre, delivery), false);
  assert.equal(await mark(centre, delivery, "WithdrawMark"), true);
  assert.equal((await stored(centre, id)).delivery.stage, "open");
});

test("whoever was taken over can write nothing any more, but a late 250 settles what is unknown", async (t) => {
  const centre = await testCentre(t);
  const id = await sent(centre, "alice");
  const frozen = await claimOne(centre, "gone");
  await recover(centre);
  assert.equal(await mark(centre, frozen), false, "no dot after a take-over");
  const second = await claimOne(centre, "gone");
  await mark(centre, second);
  await recover(centre);
  assert.equal((await load(centre, id)).state, "InWorkbin");
  const change = { nextAttempt: { due: 0, shown: 0 } };
  assert.equal(await record(centre, second, { row: "RefusedForNow", code: 451, change }), false);
  assert.equal(await record(centre, second, { row: "Accepted" }), true);
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.delivery, after.shelf], ["Sent", "sent", undefined]);
  const { attempts } = await stored(centre, id);
  assert.deepEqual(
    attempts.map(({ number, outcome }) => ({ number, outcome })),
    [{ number: 2, outcome: "accepted" }],
  );
});

test("the living are left alone: only claims whose lease has run out are taken over", async (t) => {
  const centre = await testCentre(t);
  await centre.pool.query("INSERT INTO processes VALUES ('alive', now() + interval '1 hour')");
  const id = await sent(centre, "alice");
  await claimOne(centre, "alive");
  assert.deepEqual(await recover(centre), { ok: true, value: 0 });
  assert.equal((await stored(centre, id)).delivery.state, "sending");
  await centre.pool.query("UPDATE processes SET alive_until = now() - interval '1 second'");
  assert.deepEqual(await recover(centre), { ok: true, value: 1 });
});

test("two processes that recover at once settle each delivery once", async (t) => {
  const centre = await testCentre(t);
  const ids = [await sent(centre, "alice"), await sent(centre, "alice"), await sent(centre, "bob")];
  for (const delivery of await claim(centre, "gone")) await mark(centre, delivery);
  const results = await Promise.all([recover(centre), recover(centre), recover(centre)]);
  assert.equal(
    results.reduce((sum, result) => sum + (result.ok ? result.value : 0), 0),
    ids.length,
  );
  for (const id of ids) assert.equal((await load(centre, id)).delivery, "unknown");
});

test("with policy resend an unknown one goes again by the schedule, until that is over", async (t) => {
  const settings = { sendUnknownPolicy: "resend", sendRetry: [60] };
  const centre = await testCentre(t, { ...acme, settings });
  const id = await sent(centre, "alice");
  await mark(centre, await claimOne(centre, "gone"));
  await recover(centre);
  assert.deepEqual([(await load(centre, id)).state, (await load(centre, id)).delivery], ["Sent", "retrying"]);
  assert.deepEqual(await claim(centre), [], "not at once");
  centre.clock.advance(60_000);
  await mark(centre, await claimOne(centre, "gone"));
  await recover(centre);
  assert.deepEqual([(await load(centre, id)).state, (await load(centre, id)).delivery], ["InWorkbin", "unknown"]);
  assert.deepEqual(
    (await stored(centre, id)).attempts.map((one) => one.outcome),
    ["unknown", "unknown"],
  );
});
