import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { dialects, refusal, startDay } from "./listening.fixture.ts";

const from = (address: string, ...more: readonly string[]) => ({
  headers: [`From: ${address}`, "To: support@acme.test", "Subject: Order 4711", ...more],
});
const assigned = (contactId: string, more: object = {}) => ({ operationName: "AssignContact", contactId, ...more });

test("an e-mail goes to another contact: history, user data and a message to its owner; its thread stays", async (t) => {
  for (const path of dialects) {
    const { centre, hear, get, post } = await startDay(t);
    const other = (await load(centre, await owned(centre, "alice", from("Joe <joe@x.test>")))).contact ?? "";
    const id = await owned(centre, "alice", from("Ann Lee <ann@customer.test>"));
    const before = await load(centre, id);
    assert.equal(before.userData["LastName"], "Lee");
    await hear("alice", "/v2/me/emails");
    const answer = await post("alice", `${path}/${id}`, assigned(other));
    assert.equal(answer.status, 200, answer.text);
    const after = await load(centre, id);
    assert.equal(after.contact, other);
    assert.equal(after.version, before.version + 1);
    assert.equal(answer.headers["etag"], `"${after.version}"`);
    const { ContactId, FirstName, LastName, FullName } = after.userData;
    assert.deepEqual([ContactId, FirstName, LastName, FullName], [other, "Joe", undefined, "Joe"]);
    const [b, ...more] = await hear("alice", "/v2/me/emails");
    assert.deepEqual(more, []);
    assert.equal(b?.["notificationType"], "PropertiesUpdated");
    assert.equal(b?.["referenceId"], answer.json["referenceId"]);
    const a = (await hear("alice", "/v2/me/interactions")).at(-1);
    assert.deepEqual([a?.["notificationType"], a?.["contactId"]], ["PropertiesUpdated", other]);
    const seen = (await get("alice", `/ucs/interactions/${id}`)).json["interaction"];
    assert.equal((seen as { readonly contactId: string }).contactId, other);
    const { rows } = await centre.pool.query("SELECT contact_id FROM threads WHERE id = $1", [after.thread]);
    assert.equal(rows[0].contact_id, before.contact);
  }
});

test("the whole thread goes with it, finished e-mails too; drafts that were thrown away stay", async (t) => {
  const { centre, hear, post } = await startDay(t);
  const other = (await load(centre, await receive(centre, from("joe@x.test")).then(read))).contact ?? "";
  async function read(id: string) {
    await readAndRoute(centre);
    return id;
  }
  const first = await owned(centre, "bob", from("ann@customer.test", "Message-ID: <t1@customer.test>"));
  await post("bob", `/me/emails/${first}`, { operationName: "Complete" });
  const second = await owned(centre, "bob", from("ann@customer.test", "In-Reply-To: <t1@customer.test>"));
  const kept = await drafted(centre, "bob", second);
  const cancelled = await drafted(centre, "bob", second);
  await post("bob", `/me/emails/${cancelled}`, { operationName: "Cancel" });
  const before = await load(centre, second);
  assert.equal(before.thread, (await load(centre, first)).thread);
  await hear("bob", "/v2/me/emails");
  const answer = await post("bob", `/me/interactions/${second}`, assigned(other, { wholeThread: true }));
  assert.equal(answer.status, 200, answer.text);
  for (const id of [first, second, kept]) {
    const moved = await load(centre, id);
    assert.deepEqual([moved.contact, moved.userData["ContactId"]], [other, other]);
  }
  assert.equal((await load(centre, first)).state, "Completed");
  assert.equal((await load(centre, cancelled)).contact, before.contact);
  const { rows } = await centre.pool.query("SELECT contact_id FROM threads WHERE id = $1", [before.thread]);
  assert.equal(rows[0].contact_id, other);
  const told = await hear("bob", "/v2/me/emails");
  assert.deepEqual(
    told.map((data) => data["notificationType"]),
    ["PropertiesUpdated", "PropertiesUpdated"],
  );
});

test("what AssignContact refuses, in the documented words and order", async (t) => {
  const withheld = { ...acme, settings: { workspace: { "privilege.contact.can-use-assign-contact": false } } };
  const { centre, post } = await startDay(t);
  const id = await owned(centre, "alice");
  const contact = (await load(centre, id)).contact ?? "";
  const before = await load(centre, id);
  const asked = async (user: string, body: object, target = id, headers = {}) =>
    refusal(await post(user, `/me/emails/${target}`, { operationName: "AssignContact", ...body }, headers));
  assert.equal(await asked("alice", {}), "1/400 $.contactId: missing");
  assert.equal(await asked("alice", { contactId: 5 }), "10/400 $.contactId: expected string, got number");
  assert.equal(
    await asked("alice", { contactId: contact, wholeThread: "yes" }),
    "10/400 $.wholeThread: expected boolean, got string",
  );
  assert.equal(await asked("root", { contactId: contact }), "5/403 assigning contacts needs role agent");
  assert.equal(await asked("alice", { contactId: contact }, "NOSUCH"), "6/404 interaction not found: NOSUCH");
  assert.equal(
    await asked("alice", { contactId: contact }, id, { "if-match": '"1"' }),
    `2/409 version 1 is stale, the present version is ${before.version}`,
  );
  assert.equal(
    await asked("bob", { contactId: "nobody" }),
    "3/403 AssignContact is not possible: the interaction is held by another user",
  );
  assert.equal(await asked("alice", { contactId: "nobody" }), "6/404 contact not found: nobody");
  await post("alice", `/me/emails/${id}`, { operationName: "Complete" });
  assert.equal(
    await asked("bob", { contactId: contact }),
    "2/409 AssignContact is not possible: the interaction is Completed",
  );
  const strict = await startDay(t, { file: withheld });
  const another = await owned(strict.centre, "alice");
  assert.equal(
    refusal(await strict.post("alice", `/me/emails/${another}`, assigned("nobody"))),
    "5/403 assigning contacts is not allowed for alice",
  );
});
