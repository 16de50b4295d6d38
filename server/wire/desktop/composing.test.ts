import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { drafted, load, owned } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

async function desk(t: TestContext) {
  const day = await startDay(t);
  const { server, centre } = day;
  const mail = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", mail);
  const ask = (path: string, body?: object, as = "alice", method = "POST") =>
    server.ask({ as, path: `${base}${path}`, ...(body === undefined ? {} : { method, body }) });
  const warned = async (body: object): Promise<readonly unknown[]> => {
    const answer = await ask(`/emails/${draft}/recipient-check`, body);
    assert.equal(answer.status, 200, answer.text);
    const { warnings }: Shown = answer.json;
    return warnings.map(({ kind, address }: Shown) => (address === undefined ? kind : `${kind} ${address}`));
  };
  return { ...day, mail, draft, ask, warned };
}

test("an ordinary answer has no warning, and each thing that is odd has one in words", async (t) => {
  const { warned, ask, draft, mail, centre } = await desk(t);
  assert.deepEqual(await warned({}), []);
  assert.deepEqual(await warned({ cc: ["eve@other.test"], text: "Dear Ann" }), ["newToThread eve@other.test"]);
  assert.deepEqual(await warned({ to: "bob@acme.test" }), ["onlyColleagues"]);
  assert.deepEqual(await warned({ text: "Please find the invoice attached." }), ["attachmentForgotten"]);
  const { thread } = await load(centre, mail);
  await ask(`/threads/${thread}/notes`, { text: "Careful, she is in a dispute with us." });
  assert.deepEqual(await warned({ text: "Hello. Careful, she is in a dispute with us." }), ["noteTextInBody"]);
  await centre.pool.query(
    "INSERT INTO bouncing_addresses VALUES ('ann@customer.test', '5.1.1', 'no such user', $1, now())",
    [mail],
  );
  const { warnings }: Shown = (await ask(`/emails/${draft}/recipient-check`, {})).json;
  assert.deepEqual(warnings, [
    { kind: "addressBounced", address: "ann@customer.test", level: "warn", text: "mail to this address came back" },
  ]);
});

test("a check refuses what is no address, and what the asker may not read", async (t) => {
  const { ask, draft } = await desk(t);
  assert.equal(
    refusal(await ask(`/emails/${draft}/recipient-check`, { to: ["ann@customer.test", "nobody"] })),
    '10/400 $.to[1]: not an e-mail address: "nobody"',
  );
  assert.equal((await ask("/emails/NOSUCH/recipient-check", {})).status, 404);
});

test("every text that a draft had can be read again, the present one first", async (t) => {
  const { ask, draft, post, centre, mail } = await desk(t);
  for (const body of ["one", "two"]) {
    centre.clock.advance(1_000);
    await post("alice", `/me/emails/${draft}`, { operationName: "Save", email: { bodyAsPlainText: body } });
  }
  await post("alice", `/me/emails/${draft}`, { operationName: "AddComment", comment: "no new text" });
  const { versions }: Shown = (await ask(`/drafts/${draft}/versions`)).json;
  assert.deepEqual(
    versions.map((one: Shown) => [one.version, one.at, one.by]),
    [
      [3, "2026-11-23T10:18:02.000Z", "alice"],
      [2, "2026-11-23T10:18:01.000Z", "alice"],
      [1, "2026-11-23T10:18:00.000Z", "alice"],
    ],
  );
  const second: Shown = (await ask(`/drafts/${draft}/versions/2`)).json;
  assert.deepEqual([second.version, second.content.bodyAsPlainText], [2, "one"]);
  assert.deepEqual([second.content.to, second.content.subject], [["ann@customer.test"], "Re: Order 4711"]);
  for (const v of ["4", "0", "x"]) assert.equal((await ask(`/drafts/${draft}/versions/${v}`)).status, 404, v);
  assert.equal((await ask(`/drafts/${mail}/versions`)).status, 404, "a received mail has no versions");
  centre.clock.advance(30 * 86_400_000);
  assert.deepEqual((await ask(`/drafts/${draft}/versions`)).json["versions"], []);
});
