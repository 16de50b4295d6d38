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
  const { contact = "", thread } = await load(centre, mail);
  const ask = (path: string, body?: object, method = "POST", as = "alice") =>
    server.ask({ as, path: `${base}/contacts/${path}`, ...(body === undefined ? {} : { method, body }) });
  return { ...day, mail, contact, thread, ask };
}

test("everything that happened with a contact stands in one line, newest first, in pages", async (t) => {
  const { ask, contact, centre, mail, thread, post, server } = await desk(t);
  centre.clock.advance(1_000);
  await server.ask({ as: "bob", method: "POST", path: `${base}/threads/${thread}/notes`, body: { text: "Called." } });
  centre.clock.advance(1_000);
  const draft = await drafted(centre, "alice", mail);
  centre.clock.advance(1_000);
  await post("alice", `/me/emails/${mail}`, {
    operationName: "PlaceInQueue",
    queueName: "general",
    comment: "not mine",
  });
  const whole: Shown = (await ask(`${contact}/timeline`)).json;
  const lines = whole.entries.map((one: Shown) => [one.kind, one.by, one.interactionId, one.text]);
  assert.deepEqual(
    lines,
    [
      ["transfer", "alice", mail, "PlaceInQueue: not mine"],
      ["reply", "alice", draft, "Re: Order 4711"],
      ["note", "bob", undefined, "Called."],
      ["state", "alice", mail, "Accept"],
      ["mail", undefined, mail, "Order 4711"],
    ].map((line) => line),
  );
  let cursor = "";
  const paged: unknown[] = [];
  for (let page = 0; page < 5; page += 1) {
    const { entries, nextCursor }: Shown = (await ask(`${contact}/timeline?limit=2${cursor}`)).json;
    paged.push(...entries);
    if (nextCursor === undefined) break;
    cursor = `&cursor=${nextCursor}`;
  }
  assert.deepEqual(paged, whole.entries);
});

test("the time line is for those who may read the contact's history", async (t) => {
  const { ask, contact, centre } = await desk(t);
  assert.equal(refusal(await ask("NOSUCH/timeline")), "6/404 contact not found: NOSUCH");
  await centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = 'bob'", [
    JSON.stringify({ "privilege.contact.can-use-contact-history": "false" }),
  ]);
  assert.equal((await ask(`${contact}/timeline`, undefined, "GET", "bob")).json["statusCode"], 5);
});

test("a contact is read, changed in place and merged, in the shapes of GWS", async (t) => {
  const { ask, contact, post } = await desk(t);
  const before: Shown = (await ask(contact)).json;
  const changed: Shown = (await ask(contact, { attributes: { Title: "Dr" } }, "PATCH")).json;
  assert.deepEqual(changed.contact.attributes.Title, [{ value: "Dr", primary: true }]);
  assert.equal(changed.contact.version, before.contact.version + 1);
  const other: Shown = (await post("alice", "/ucs/contacts", { firstName: "Anne", lastName: "Lee" })).json;
  const merged: Shown = (await ask(`${contact}/merge`, { fromId: other.contactId })).json;
  assert.equal(merged.contact.id, contact);
  assert.equal((await ask(other.contactId)).json["statusCode"], 0);
  assert.equal(refusal(await ask(`${contact}/merge`, { fromId: "NOSUCH" })), "6/404 contact not found: NOSUCH");
  assert.match(refusal(await ask(`${contact}/merge`, {})), /^1\/400 \$\.fromId/);
});

/** Without its address, which each server says by itself. */
const bare = (contact: unknown): object => ({ ...Object(contact), uri: undefined });
const shown = ({ contact, ...more }: { readonly contact?: unknown }): object => ({ contact: bare(contact), ...more });

test("whoever holds mail of a contact hears of it, whole, and what became part of it; others hear nothing", async (t) => {
  const { ask, contact, post, hear } = await desk(t);
  const topic = "/postroom/v1/me/contacts";
  await hear("alice", topic);
  const changed = await ask(contact, { lastName: "Lee-Ruiz" }, "PATCH", "sam");
  assert.equal(changed.status, 200, changed.text);
  assert.deepEqual((await hear("alice", topic)).map(shown), [{ contact: bare(changed.json["contact"]) }]);
  const { json } = await post("sam", "/ucs/contacts", { firstName: "Annie" });
  const fromId = String(json["contactId"]);
  const merged = await ask(`${contact}/merge`, { fromId }, "POST", "sam");
  assert.equal(merged.status, 200, merged.text);
  const both = { contact: bare(merged.json["contact"]), mergedIds: [fromId] };
  assert.deepEqual((await hear("alice", topic)).map(shown), [both]);
  for (const other of ["bob", "sam"]) assert.deepEqual(await hear(other, topic), []);
});
