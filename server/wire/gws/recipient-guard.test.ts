import assert from "node:assert/strict";
import { test } from "node:test";
import { acme } from "../../testing/centre.ts";
import { type Desk, desk, dialects, refusalIn, type Shown } from "./desk.fixture.ts";

const withGuard = (guard: unknown, queue = "email-outbound") => ({
  ...acme,
  queues: [
    ...acme.queues.filter(({ name }) => name !== queue),
    queue === "email-outbound"
      ? { name: queue, kind: "outbound", recipientGuard: guard }
      : { ...acme.queues.find(({ name }) => name === queue), recipientGuard: guard },
  ],
});

const [, dialectB] = dialects;
const send = (email: object = {}, more: object = {}) => ({
  ...{ operationName: "Send", email: { bodyAsPlainText: "It comes tomorrow.", ...email } },
  ...more,
});

const replied = async (at: Desk, userName = "alice"): Promise<string> =>
  at.done(userName, await at.accepted(userName), { operationName: "Reply" });

async function whyOfSend({ ask }: Desk, id: string): Promise<unknown> {
  const { json } = await ask({ path: `/api/v2/interactions/${id}/history`, as: "sam" });
  const rows: readonly Shown[] = Object(json)["history"];
  return rows.find(({ operation }) => operation === "Send")?.why;
}

for (const dialect of dialects) {
  test(`a recipient who is new to the thread is noted in the history, and the mail goes out (dialect ${dialect.name})`, async (t) => {
    const at = await desk(t, dialect);
    const draft = await replied(at);
    await at.heard("alice");
    await at.done("alice", draft, send({ cc: ["eve@other.test"] }));
    assert.equal(await whyOfSend(at, draft), "recipient guard: newToThread eve@other.test");
    const heard = await at.heard("alice");
    assert.deepEqual(
      heard.map(({ notificationType, reason }) => [notificationType, reason]),
      [["StatusChange", undefined]],
    );
  });

  test(`what the queue blocks is refused with the reasons, and nothing is changed (dialect ${dialect.name})`, async (t) => {
    const at = await desk(t, dialect, withGuard("block"));
    const draft = await replied(at);
    const before = await at.read("alice", draft);
    await at.heard("alice");
    const text = "See the attached file.";
    const answer = await at.op("alice", draft, send({ cc: ["eve@other.test"], bodyAsPlainText: text }));
    assert.deepEqual(refusalIn(answer), [
      409,
      2,
      "Send is not possible: newToThread eve@other.test (was not in this thread before); " +
        "attachmentForgotten (the text speaks of an attachment, and there is none)",
    ]);
    assert.deepEqual(answer.json["warnings"], [
      { kind: "newToThread", address: "eve@other.test", level: "block", text: "was not in this thread before" },
      {
        ...{ kind: "attachmentForgotten", level: "block" },
        text: "the text speaks of an attachment, and there is none",
      },
    ]);
    assert.deepEqual(await at.read("alice", draft), before);
    assert.deepEqual(await at.heard("alice"), []);
    await at.done("alice", draft, send());
    assert.equal(await whyOfSend(at, draft), undefined);
  });
}

test("the queue of the case may be stricter than that of the mail; a kind may be left out", async (t) => {
  const at = await desk(t, dialectB, withGuard({ newToThread: "block", attachmentForgotten: "off" }, "support"));
  const draft = await replied(at);
  assert.equal((await at.op("alice", draft, send({ to: ["eve@other.test"] }))).status, 409);
  await at.done("alice", draft, send({ bodyAsPlainText: "It is attached." }));
  assert.equal(await whyOfSend(at, draft), undefined);
});

test("an agent cannot confirm what is blocked; a supervisor can, and the history tells it", async (t) => {
  const at = await desk(t, dialectB, withGuard("block"));
  const confirmed = send({ cc: ["eve@other.test"] }, { confirmedWarnings: ["newToThread", "noSuchKind"] });
  const draft = await replied(at);
  assert.equal((await at.op("alice", draft, confirmed)).status, 409);
  const take = { operationName: "Take" };
  const taken = await at.ask({ method: "POST", path: `/api/v2/interactions/${draft}`, as: "sam", body: take });
  assert.equal(taken.status, 200, taken.text);
  await at.done("sam", draft, confirmed);
  assert.equal(await whyOfSend(at, draft), "recipient guard: newToThread eve@other.test (confirmed)");
});

test("with the guard off nothing is said", async (t) => {
  const at = await desk(t, dialectB, withGuard("off"));
  const draft = await replied(at);
  await at.done("alice", draft, send({ cc: ["eve@other.test"] }));
  assert.equal(await whyOfSend(at, draft), undefined);
});

test("asked before: a note in the body, a case of somebody else, a bouncing address, colleagues only", async (t) => {
  const at = await desk(t, dialectB, withGuard({ noteTextInBody: "block" }));
  const other = await at.accepted("alice", {
    headers: ["From: joe@elsewhere.test", "To: support@acme.test", "Subject: Other", "Message-ID: <o@elsewhere.test>"],
  });
  const original = await at.accepted("alice");
  const comment = "This customer is about to leave us for good";
  await at.done("alice", original, { operationName: "AddComment", comment });
  const draft = await at.done("alice", original, { operationName: "Reply" });
  await at.centre.pool.query(
    "INSERT INTO bouncing_addresses VALUES ('ann.private@customer.test', '5.1.1', 'no such user', $1, now())",
    [other],
  );
  const check = async (body: object) => {
    const path = `/api/postroom/v1/emails/${draft}/recipient-check`;
    const answer = await at.ask({ method: "POST", path, as: "alice", body });
    assert.equal(answer.status, 200, answer.text);
    const warnings: readonly Shown[] = Object(answer.json)["warnings"];
    return warnings.map(({ kind, address, level }) => [kind, address, level].filter(Boolean).join(" "));
  };
  assert.deepEqual(await check({}), ["addressBounced ann.private@customer.test warn"]);
  assert.deepEqual(await check({ to: "bob@customer.test", text: `${comment}, you know.` }), ["noteTextInBody block"]);
  assert.deepEqual(await check({ to: "bob@customer.test", subject: `Re: ${other}` }), ["caseOfSomebodyElse warn"]);
  assert.deepEqual(await check({ to: ["bob@acme.test"], cc: "help@acme.test" }), ["onlyColleagues warn"]);
  const refused = await at.op("alice", draft, send({ bodyAsPlainText: `${comment}.` }));
  assert.match(refused.text, /noteTextInBody/);
});

test("a forward goes to others on purpose, and a forged sender is no more than warned of", async (t) => {
  const at = await desk(t, dialectB);
  const original = await at.accepted("alice");
  const forward = await at.done("alice", original, { operationName: "Forward", to: ["eve@other.test"] });
  await at.done("alice", forward, send());
  assert.equal(await whyOfSend(at, forward), undefined);
  const draft = await at.done("alice", original, { operationName: "Reply" });
  const verdict = { spf: "fail", dkim: "none", dmarc: "fail", arc: "none", isAligned: false };
  await at.centre.pool.query("UPDATE mail_readings SET verdict = $1 WHERE interaction_id = $2", [verdict, original]);
  await at.done("alice", draft, send());
  assert.match(String(await whyOfSend(at, draft)), /senderNotVerified ann\.private@customer\.test/);
});

test("an answer to a mailing list is warned of, whether the list is named in List-Post, List-Id or To", async (t) => {
  const at = await desk(t, dialectB);
  const members = ["From: Ann <ann@corp.test>", "To: support@acme.test", "Reply-To: list@corp.test", "Subject: Trip"];
  for (const [index, field] of ["List-Post: <mailto:list@corp.test>", "List-Id: The trip <list.corp.test>"].entries()) {
    const original = await at.accepted("alice", { headers: [...members, field, `Message-ID: <${index}@corp.test>`] });
    const draft = await at.done("alice", original, { operationName: "Reply" });
    assert.deepEqual((await at.read("alice", draft)).to, ["list@corp.test"]);
    const path = `/api/postroom/v1/emails/${draft}/recipient-check`;
    const asked = await at.ask({ method: "POST", path, as: "alice", body: {} });
    assert.deepEqual(asked.json["warnings"], [
      {
        kind: "listMunging",
        address: "list@corp.test",
        level: "warn",
        text: "the answer goes to a whole mailing list",
      },
    ]);
    const alone = await at.ask({ method: "POST", path, as: "alice", body: { to: "ann@corp.test" } });
    assert.deepEqual(alone.json["warnings"], []);
    await at.done("alice", draft, send());
    assert.equal(await whyOfSend(at, draft), "recipient guard: listMunging list@corp.test");
    await at.done("alice", original, { operationName: "Complete" });
  }
});

test("the check refuses like Send: no draft of theirs, no such draft, an address that is none, a queue that is none", async (t) => {
  const at = await desk(t, dialectB);
  const draft = await replied(at);
  const check = async (as: string, id: string, body: object) =>
    refusalIn(await at.ask({ method: "POST", path: `/api/postroom/v1/emails/${id}/recipient-check`, as, body }));
  assert.deepEqual(await check("bob", draft, {}), [
    ...[403, 3, "Send is not possible: the interaction is held by another user"],
  ]);
  assert.deepEqual(await check("alice", "NOSUCH", {}), [404, 6, "interaction not found: NOSUCH"]);
  assert.deepEqual(await check("alice", draft, { to: "ann@" }), [400, 10, '$.to: not an e-mail address: "ann@"']);
  assert.deepEqual(await check("alice", draft, { queueName: "suport" }), [404, 6, "queue not found: suport"]);
  assert.deepEqual(await check("root", draft, {}), [403, 5, "using e-mail needs role agent"]);
});
