import assert from "node:assert/strict";
import { test } from "node:test";
import { historyAnswer } from "@postroom/contract";
import { readAndRoute, receive, type TestMail } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Desk, desk, dialects, type Shown } from "./desk.fixture.ts";

const [, dialectB] = dialects;

const mail = (from: string, id: string, ...more: readonly string[]): TestMail => ({
  headers: [`From: ${from}`, "To: support@acme.test", "Subject: Order 4711", `Message-ID: <${id}>`, ...more],
});

async function taken(at: Desk, given: TestMail): Promise<string> {
  const id = await receive(at.centre, given);
  await readAndRoute(at.centre);
  return id;
}

async function shown(at: Desk, path: string, as = "sam"): Promise<Shown> {
  const { status, json, text } = await at.ask({ path, as });
  assert.equal(status, 200, text);
  return json;
}

const whole = async (at: Desk, id: string): Promise<Shown> =>
  (await shown(at, `/api/v2/interactions/${id}`))["interaction"];

const why = ({ joinedBecause, linkedThreadId }: Shown) => ({ joinedBecause, linkedThreadId });

test("why a mail is in its thread, or beside another, stands in the interaction and in both views of the thread", async (t) => {
  const at = await desk(t, dialectB);
  const first = await taken(at, mail("ann@customer.test", "a@customer.test"));
  const { threadId } = await whole(at, first);
  const answer = await taken(at, mail("ann@customer.test", "b@customer.test", "In-Reply-To: <a@customer.test>"));
  const stranger = await taken(at, mail("eve@other.test", "e@other.test", "References: <x@y.test> <a@customer.test>"));
  const joined = {
    joinedBecause: { rule: "inReplyTo", evidence: "<a@customer.test>", flags: [] },
    linkedThreadId: undefined,
  };
  const linked = {
    joinedBecause: { rule: "references", evidence: "<a@customer.test>", flags: ["newParticipant", "linked"] },
    linkedThreadId: threadId,
  };
  assert.deepEqual(why(await whole(at, first)), { joinedBecause: undefined, linkedThreadId: undefined });
  assert.deepEqual(why(await whole(at, answer)), joined);
  const beside = await whole(at, stranger);
  assert.deepEqual(why(beside), linked);
  const { messages } = await shown(at, `/api/postroom/v1/threads/${threadId}`);
  assert.deepEqual(why(messages.find(({ id }: Shown) => id === answer)), joined);
  const { interactions } = await shown(at, `/api/v2/ucs/threads/${threadId}`, "alice");
  assert.deepEqual(why(interactions.find(({ id }: Shown) => id === answer)), joined);
  for (const [id, expected] of [
    [first, undefined],
    [answer, joined.joinedBecause],
  ] as const) {
    const { history } = historyAnswer.parse(await shown(at, `/api/v2/interactions/${id}/history`));
    assert.deepEqual(
      history.map((row) => row.joinedBecause),
      history.map((row) => (row.from === undefined ? expected : undefined)),
    );
  }
  const other = await shown(at, `/api/postroom/v1/threads/${beside.threadId}`);
  assert.deepEqual(other.messages.map(why), [linked]);
});

test("a reused Message-ID is flagged with a mail that had it before; the same mail in two mailboxes is none", async (t) => {
  const mailboxes = [...acme.mailboxes, { address: "sales@acme.test", name: "Acme Sales", queue: "general" }];
  const at = await desk(t, dialectB, { ...acme, mailboxes });
  const one = { ...mail("ann@customer.test", "a@customer.test"), body: "One" };
  const first = await taken(at, one);
  const same = await taken(at, { ...one, mailbox: "sales@acme.test" });
  const other = await taken(at, { ...one, body: "Two" });
  const flags = [];
  for (const id of [first, same, other]) flags.push((await whole(at, id)).userData.MessageIdReused);
  assert.deepEqual(flags.slice(0, 2), [undefined, undefined]);
  assert.ok([first, same].includes(flags[2]), flags[2]);
  const alone = await desk(t, dialectB);
  const update = { operationName: "UpdateUserData", userData: { MessageIdReused: "no" } };
  const held = await alone.accepted("alice");
  assert.equal((await alone.op("alice", held, update)).json["statusCode"], 11);
});

test("who answers an id that a stranger has used again stays in the own thread", async (t) => {
  const at = await desk(t, dialectB);
  const first = await whole(at, await taken(at, mail("ann@customer.test", "a@customer.test")));
  await taken(at, mail("eve@other.test", "a@customer.test"));
  const answer = await whole(
    at,
    await taken(at, mail("ann@customer.test", "b@customer.test", "In-Reply-To: <a@customer.test>")),
  );
  assert.equal(answer.threadId, first.threadId);
});
