import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { drafted, load, owned } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

async function desk(t: TestContext) {
  const day = await startDay(t);
  const { server, centre } = day;
  const mail = await owned(centre, "alice");
  const { thread } = await load(centre, mail);
  const ask = (as: string, path: string, body?: object, method = "POST") =>
    server.ask({ as, path: `${base}${path}`, ...(body === undefined ? {} : { method, body }) });
  const read = async (as: string, query = ""): Promise<Shown> => (await ask(as, `/threads/${thread}${query}`)).json;
  const note = (as: string, body: object) => ask(as, `/threads/${thread}/notes`, body);
  const presence = (as: string, level: string) => ask(as, `/interactions/${mail}/presence`, { level }, "PUT");
  const blind = (userName: string) =>
    centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = $2", [
      JSON.stringify({ "privilege.contact.can-use-contact-history": "false" }),
      userName,
    ]);
  return { ...day, mail, thread, ask, read, note, presence, blind };
}

test("a thread is its mails and notes in the order of time, each said to be whose", async (t) => {
  const { centre, mail, read, note, thread } = await desk(t);
  centre.clock.advance(1_000);
  assert.equal((await note("bob", { text: "  She called yesterday.  " })).status, 200);
  centre.clock.advance(1_000);
  const draft = await drafted(centre, "alice", mail);
  const shown = await read("alice");
  assert.deepEqual(
    shown.messages.map((one: Shown) => [one.kind, one.id, one.at]),
    [
      ["customer", mail, "2026-11-23T10:18:00.000Z"],
      ["note", shown.messages[1].id, "2026-11-23T10:18:01.000Z"],
      ["draft", draft, "2026-11-23T10:18:02.000Z"],
    ],
  );
  const [customer, said] = shown.messages;
  assert.deepEqual(
    [customer.from, customer.to, customer.subject, customer.preview, customer.state],
    [
      { name: "Ann Lee", address: "ann@customer.test" },
      [{ name: "", address: "support@acme.test" }],
      ...["Order 4711", "Where is it? Ann", "Processing"],
    ],
  );
  assert.deepEqual([said.by, said.text, said.mentions], ["bob", "She called yesterday.", []]);
  const first = await read("alice", "?limit=2");
  assert.equal(first.messages.length, 2);
  const second = await read("alice", `?limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual([second.messages.length, second.messages[0].id, second.nextCursor], [1, draft, undefined]);
  assert.equal(first.threadId, thread);
});

test("a note is told to its author, to whoever holds the mail, and to those it names", async (t) => {
  const { note, hear, thread } = await desk(t);
  const answer: Shown = (await note("bob", { text: "Look, @sam", mentions: ["sam"] })).json;
  assert.deepEqual([answer.note.by, answer.note.mentions, answer.note.threadId], ["bob", ["sam"], thread]);
  for (const userName of ["alice", "bob", "sam"]) {
    const told: readonly Shown[] = await hear(userName, "/postroom/v1/me/threads");
    assert.deepEqual(told, [{ threadId: thread, note: answer.note }], userName);
  }
  assert.deepEqual(await hear("root", "/postroom/v1/me/threads"), []);
});

test("who may not read the mail finds no thread and says nothing in it", async (t) => {
  const { note, ask, thread, blind, read } = await desk(t);
  await blind("bob");
  assert.equal(refusal(await note("bob", { text: "x" })), `6/404 thread not found: ${thread}`);
  assert.equal((await read("bob"))["statusCode"], 6);
  assert.equal(refusal(await ask("alice", "/threads/NOSUCH")), "6/404 thread not found: NOSUCH");
  assert.equal(refusal(await note("alice", { text: "x", mentions: ["nobody"] })), "6/404 user not found: nobody");
  assert.match(refusal(await note("alice", { text: " " })), /^1\/400 \$\.text/);
  assert.equal(refusal(await note("root", { text: "x" })), "5/403 writing notes needs role agent");
  assert.match(refusal(await ask("alice", `/threads/${thread}?cursor=x`)), /^10\/400 \$\.cursor/);
});

test("who is at an e-mail is told to all who are there, once for each change, and kept as readers", async (t) => {
  const { presence, hear, read, centre, ask, mail, server } = await desk(t);
  const first: Shown = (await presence("alice", "viewing")).json;
  const alice = {
    userId: (await centre.as("alice")).id,
    name: "alice",
    level: "viewing",
    since: "2026-11-23T10:18:00.000Z",
  };
  assert.deepEqual([first.interactionId, first.people], [mail, [alice]]);
  centre.clock.advance(10_000);
  await presence("alice", "viewing");
  const both: Shown = (await presence("bob", "writing")).json;
  assert.deepEqual(
    both.people.map((one: Shown) => [one.name, one.level, one.since]),
    [
      ["alice", "viewing", "2026-11-23T10:18:00.000Z"],
      ["bob", "writing", "2026-11-23T10:18:10.000Z"],
    ],
  );
  const told: readonly Shown[] = await hear("alice", "/postroom/v1/me/presence");
  assert.deepEqual(
    told.map((one) => one.people.map((each: Shown) => each.name)),
    [["alice"], ["alice", "bob"]],
  );
  assert.ok(told[0].version < told[1].version);
  assert.deepEqual((await read("sam")).readBy.map((one: Shown) => one.name).toSorted(), ["alice", "bob"]);
  const snapshot: Shown = (await server.ask({ path: `${base}/me/snapshot`, as: "alice" })).json;
  assert.deepEqual(snapshot.presence, [{ interactionId: mail, people: both.people }]);
  const left: Shown = (await ask("bob", `/interactions/${mail}/presence`, {}, "DELETE")).json;
  assert.deepEqual(
    left.people.map((one: Shown) => one.name),
    ["alice"],
  );
  assert.equal((await hear("bob", "/postroom/v1/me/presence")).length, 2, "that he came, and that he went");
});

test("who is not renewed is gone after 45 seconds, and the others are told", async (t) => {
  const { presence, hear, centre } = await desk(t);
  await presence("bob", "viewing");
  centre.clock.advance(30_000);
  await presence("sam", "watching");
  await hear("alice", "/postroom/v1/me/presence");
  centre.clock.advance(14_999);
  await runDue(centre.performing);
  assert.deepEqual(await hear("alice", "/postroom/v1/me/presence"), []);
  centre.clock.advance(1);
  await runDue(centre.performing);
  const told: readonly Shown[] = await hear("alice", "/postroom/v1/me/presence");
  assert.deepEqual(
    told.map((one) => one.people.map((each: Shown) => [each.name, each.level])),
    [[["sam", "watching"]]],
  );
});

test("a supervisor who watches a draft hears each text of it, as long as its author is told so, and where it went", async (t) => {
  const { presence, hear, ask, centre, mail, post } = await desk(t);
  const draft = await drafted(centre, "alice", mail);
  const topic = `/postroom/v1/drafts/${draft}`;
  const heard = async (user: string) =>
    (await hear(user, topic)).map(({ email }: Shown) => [email.bodyAsPlainText, email.state, email.version]);
  const save = (bodyAsPlainText: string) =>
    post("alice", `/me/emails/${draft}`, { operationName: "Save", email: { bodyAsPlainText } });
  await save("unseen");
  assert.deepEqual(await heard("sam"), []);
  const levelAt = (level: string, user = "sam") => ask(user, `/interactions/${draft}/presence`, { level }, "PUT");
  assert.equal((await levelAt("watching")).status, 200);
  assert.equal((await levelAt("viewing", "root")).status, 200);
  await presence("bob", "viewing");
  await save("one");
  await save("two");
  assert.deepEqual(await heard("sam"), [
    ["one", "Composing", 3],
    ["two", "Composing", 4],
  ]);
  for (const user of ["root", "bob", "alice"]) assert.deepEqual(await heard(user), [], user);
  const [told]: readonly Shown[] = (await hear("alice", "/postroom/v1/me/presence")).filter(
    (one: Shown) => one.interactionId === draft,
  );
  assert.deepEqual(
    told.people.map((one: Shown) => [one.name, one.level]),
    [["sam", "watching"]],
  );
  centre.clock.advance(45_000);
  await save("three");
  assert.deepEqual(await heard("sam"), [], "he does not say any more that he watches");
  await levelAt("watching");
  await post("alice", `/me/emails/${draft}`, { operationName: "Cancel" });
  assert.deepEqual(await heard("sam"), [["three", "Canceled", 6]]);
});

test("only supervisors watch, and nobody is at what they may not read", async (t) => {
  const { presence, blind } = await desk(t);
  assert.equal(refusal(await presence("alice", "watching")), "5/403 watching needs role supervisor or admin");
  assert.match(refusal(await presence("alice", "asleep")), /^10\/400 \$\.level/);
  await blind("bob");
  assert.equal((await presence("bob", "viewing")).status, 404);
});
