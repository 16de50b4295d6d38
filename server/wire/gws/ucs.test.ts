// Long because it asks every row of wire.md 8.2 and 8.3 about interactions, at once and as an event.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ucsMessage } from "@postroom/contract";
import { cancel } from "../../operations/email/cancel.ts";
import { save } from "../../operations/email/save.ts";
import { doneBy, drafted, load, owned, readAndRoute, receive, sent } from "../../testing/agent-day.ts";
import { claimOne, mark, record } from "../../testing/sending-by-hand.ts";
import type { Day } from "./listening.fixture.ts";
import { refusal, startDay } from "./listening.fixture.ts";

const topic = "/v2/ucs/interactions";
type Row = Readonly<Record<string, unknown>> & { readonly id: string };
const rows = (json: Readonly<Record<string, unknown>>) => json["interactions"] as readonly Row[];
const ids = (json: Readonly<Record<string, unknown>>) => rows(json).map(({ id }) => id);

/** The answer without the envelope is what is pushed, to nobody but the user who asked. */
async function isHeardToo({ hear }: Day, user: string, json: Readonly<Record<string, unknown>>) {
  const { status, statusCode, ...members } = json;
  const heard = await hear(user, topic);
  const withoutOrigin = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/http:\/\/127[^/]+/g, ""));
  assert.deepEqual(withoutOrigin(heard), [withoutOrigin(members)]);
  ucsMessage.parse(heard[0]);
  assert.equal(typeof members["referenceId"], "number");
  for (const other of ["sam", "root"].filter((one) => one !== user)) assert.deepEqual(await hear(other, topic), []);
}

const from = (address: string, ...more: readonly string[]) => ({
  headers: [`From: ${address}`, "To: support@acme.test", "Subject: Order 4711", ...more],
});

test("a contact is identified by address, number or name, and the answer is told to who asked", async (t) => {
  const day = await startDay(t);
  const { post } = day;
  const identify = (body: object, as = "alice") =>
    post(as, "/contacts/ucs", { operationName: "IdentifyUCSContact", ...body });
  const nobody = await identify({ emailAddress: "ann@customer.test" });
  assert.deepEqual([nobody.status, nobody.json["statusCode"], nobody.json["contactId"]], [200, 0, undefined]);
  assert.equal(nobody.json["errorMessage"], "UCS request failed");
  await isHeardToo(day, "alice", nobody.json);

  const known = { emailAddress: "Ann@Customer.test", phoneNumber: "+49 170 12", lastName: "Lee" };
  const made = await identify({ ...known, createContactEnabled: "true", userData: { FirstName: "Ann" } }, "bob");
  const { contactId } = made.json;
  assert.deepEqual(Object.keys(made.json), ["status", "statusCode", "referenceId", "contactId"]);
  await isHeardToo(day, "bob", made.json);
  for (const body of [
    { emailAddress: "ann@customer.TEST" },
    { phoneNumber: "+49-17012" },
    { emailAddress: "new@x.test", phoneNumber: "4917012" },
    { lastName: "lee" },
    { ...known, createContactEnabled: true },
  ]) {
    assert.equal((await identify(body)).json["contactId"], contactId, JSON.stringify(body));
  }
  for (const body of [{ lastName: "le" }, { emailAddress: "new@x.test", lastName: "lee" }, { phoneNumber: "17012" }]) {
    assert.equal((await identify(body)).json["contactId"], undefined, JSON.stringify(body));
  }
  assert.equal(refusal(await identify({})), "1/400 $.emailAddress: missing");
  assert.equal(
    refusal(await identify({ emailAddress: "ann@" })),
    '10/400 $.emailAddress: not an e-mail address: "ann@"',
  );
  assert.equal(
    refusal(await identify({ ...known, createContactEnabled: "yes" })),
    "10/400 $.createContactEnabled: expected boolean, got string",
  );
  assert.equal(refusal(await identify(known, "root")), "5/403 using contacts needs role agent");
});

test("two who identify one new address at once make one contact", async (t) => {
  const { centre, post } = await startDay(t);
  const body = { operationName: "IdentifyUCSContact", emailAddress: "new@customer.test", createContactEnabled: true };
  const answers = await Promise.all(
    ["alice", "bob", "sam", "alice", "bob"].map((user) => post(user, "/contacts/ucs", body)),
  );
  assert.equal(new Set(answers.map(({ json }) => json["contactId"])).size, 1);
  const { rows: counted } = await centre.pool.query("SELECT count(*)::integer AS n FROM contacts");
  assert.equal(counted[0].n, 1);
});

test("the history has what was asked for, at once and as an event, with owner, end and user data", async (t) => {
  const day = await startDay(t);
  const { centre, get, post } = day;
  const first = await owned(centre, "alice");
  await post("alice", `/me/emails/${first}`, { operationName: "Complete" });
  const ended = centre.clock.wall();
  centre.clock.advance(60_000);
  const second = await owned(centre, "alice");
  const reply = await drafted(centre, "alice", second);
  const cancelled = await drafted(centre, "alice", second);
  await doneBy(centre, "alice", cancel, { target: cancelled, input: {} });
  const { contact = "", thread } = await load(centre, first);
  const path = `/ucs/contacts/${contact}/interactions`;
  const retrieve = (body: object, at = path, operationName = "RetrieveContactHistory") =>
    post("alice", at, { operationName, ...body });
  const all = await retrieve({ customAttributes: ["FromAddress", "Nothing"] });
  assert.deepEqual(Object.keys(all.json), ["status", "statusCode", "messageType", "referenceId", "interactions"]);
  assert.deepEqual([...ids(all.json)].toSorted(), [first, second, reply].toSorted());
  assert.equal(ids(all.json).at(-1), first);
  await isHeardToo(day, "alice", all.json);
  const alice = await centre.as("alice");
  const oldest = rows(all.json).at(-1);
  assert.equal(
    JSON.stringify({ ...oldest, uri: "u" }),
    JSON.stringify({
      typeId: "InboundNew",
      startDate: oldest?.["startDate"],
      endDate: new Date(ended).toISOString(),
      mediaType: "email",
      uri: "u",
      state: "Stopped",
      contactId: contact,
      id: first,
      subject: "Order 4711",
      ownerInformation: { id: alice.id, userName: "alice", firstName: "alice", lastName: "Test" },
      customAttributes: { FromAddress: "ann@customer.test" },
      threadId: thread,
    }),
  );
  assert.match(String(oldest?.["uri"]), new RegExp(`^http://[^/]+/api/v2/ucs/interactions/${first}$`));
  const draft = rows(all.json).find(({ id }) => id === reply);
  assert.deepEqual([draft?.["parentId"], draft?.["state"], draft?.["endDate"]], [second, "InProcess", undefined]);

  const found = async (body: object) => ids((await retrieve(body)).json);
  assert.deepEqual((await found({ sort: "asc" }))[0], first);
  assert.deepEqual(await found({ maxSize: 1, sort: "asc" }), [first]);
  assert.deepEqual(await found({ toDate: new Date(ended).toISOString() }), [first]);
  assert.equal((await found({ toDate: new Date(ended).toISOString().slice(0, 10) })).length, 3);
  assert.equal(
    (await found({ fromDate: new Date(ended + 1).toISOString().replace("T", " ").replace("Z", "+0000") })).length,
    2,
  );
  assert.deepEqual(await found({ mediaType: "voice" }), []);
  assert.equal((await found({ mediaType: "email", source: "archive" })).length, 3);
  assert.equal((await found({ userId: alice.id })).length, 3);
  assert.deepEqual(await found({ userId: (await centre.as("bob")).id }), []);
  assert.equal((await found({ searchCustomAttributes: { Mailbox: "support@acme.test" } })).length, 2);
  assert.deepEqual(await found({ searchCustomAttributes: { Mailbox: "support@acme.test", Topic: "x" } }), []);
  centre.clock.advance(40 * 86_400_000);
  assert.deepEqual(await found({}), [], "the last month only");
  const everybodys = await retrieve({ fromDate: "2000-01-01" }, "/ucs/interactions", "RetrieveInteractionHistory");
  assert.equal(ids(everybodys.json).length, 3);
  assert.equal(ids((await get("alice", path)).json).length, 3, "a plain read has no month");
  assert.equal((await get("alice", `/contacts/ucs/${contact}/interactions`)).text, (await get("alice", path)).text);
});

test("what a request for history is refused for", async (t) => {
  const { post } = await startDay(t);
  const retrieve = async (body: object, as = "alice") =>
    refusal(await post(as, "/ucs/interactions", { operationName: "RetrieveInteractionHistory", ...body }));
  assert.equal(await retrieve({ maxSize: 1001 }), "10/400 $.maxSize: at most 1000");
  assert.equal(await retrieve({ maxSize: "5" }), "10/400 $.maxSize: expected number, got string");
  assert.equal(await retrieve({ sort: "up" }), '10/400 $.sort: expected asc or desc, got "up"');
  assert.equal(await retrieve({ fromDate: "yesterday" }), '10/400 $.fromDate: not a date or time: "yesterday"');
  assert.equal(await retrieve({ fromDate: "2026-02-02", toDate: "2026-02-01" }), "2/400 $.toDate: before fromDate");
  assert.equal(await retrieve({ customAttributes: "Topic" }), "10/400 $.customAttributes: expected array, got string");
  assert.equal(await retrieve({}, "root"), "5/403 reading the contact history needs role agent");
  const unknown = { operationName: "RetrieveContactHistory" };
  assert.equal(
    refusal(await post("alice", "/ucs/contacts/NOSUCH/interactions", unknown)),
    "6/404 contact not found: NOSUCH",
  );
  for (const path of ["/ucs/interactions", "/ucs/interactions/X"]) {
    assert.equal(
      refusal(await post("alice", path, { operationName: "FindPhoneCall" })),
      '10/400 $.operationName: unknown operation "FindPhoneCall"',
    );
  }
});

test("the content comes at once, as an event and as a plain read, with the same keys; thrown-away drafts appear nowhere", async (t) => {
  const day = await startDay(t);
  const { centre, get, post } = day;
  const id = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", id);
  await doneBy(centre, "alice", cancel, { target: draft, input: {} });
  const asked = await post("bob", `/ucs/interactions/${id}`, {
    operationName: "GetInteractionContent",
    source: "main",
  });
  assert.deepEqual(Object.keys(asked.json), [
    ...["status", "statusCode", "messageType", "referenceId", "interaction", "messages"],
  ]);
  await isHeardToo(day, "bob", asked.json);
  const plain = await get("bob", `/ucs/interactions/${id}`);
  assert.deepEqual(plain.json["interaction"], asked.json["interaction"]);
  const { contact, thread } = await load(centre, id);
  assert.deepEqual(Object.keys(plain.json["interaction"] as object).slice(0, 14), [
    ...["id", "mediaType", "state", "contactId", "threadId", "subject", "from", "to", "cc", "body", "bodyAsPlainText"],
    ...["attachments", "userData", "comments"],
  ]);
  for (const path of [`/ucs/interactions/${draft}`, "/ucs/interactions/NOSUCH"]) {
    assert.equal((await get("alice", path)).json["statusCode"], 6);
    assert.equal((await post("alice", path, { operationName: "GetInteractionContent" })).json["statusCode"], 6);
  }
  const shown = await get("alice", `/ucs/threads/${thread}`);
  assert.deepEqual(shown.json["thread"], { id: thread, contactId: contact, subject: "Order 4711" });
  assert.deepEqual(ids(shown.json), [id]);
  assert.equal(String(rows(shown.json)[0]?.["bodyAsPlainText"]).startsWith("Where is it?"), true);
  assert.equal(refusal(await get("alice", "/ucs/threads/NOSUCH")), "6/404 thread not found: NOSUCH");
});

test("a thread is read oldest first, in pages", async (t) => {
  const { centre, get } = await startDay(t);
  const first = await receive(centre, from("ann@customer.test", "Message-ID: <a@x.test>"));
  centre.clock.advance(1000);
  const second = await receive(centre, from("ann@customer.test", "In-Reply-To: <a@x.test>"));
  await readAndRoute(centre);
  const { thread } = await load(centre, second);
  const page = await get("alice", `/ucs/threads/${thread}?limit=1`);
  assert.deepEqual(ids(page.json), [first]);
  const next = await get("alice", `/ucs/threads/${thread}?limit=1&cursor=${page.json["nextCursor"]}`);
  assert.deepEqual([ids(next.json), next.json["nextCursor"]], [[second], undefined]);
});

test("a mail that nobody has read yet is in the thread that it names", async (t) => {
  const day = await startDay(t);
  const id = await receive(day.centre, from("ann@customer.test"));
  const { thread } = await load(day.centre, id);
  const answer = await day.get("sam", `/ucs/threads/${thread}`);
  assert.deepEqual([answer.status, ids(answer.json)], [200, [id]]);
  assert.equal((await day.get("sam", "/ucs/threads/0000nothing0here")).status, 404);
  await readAndRoute(day.centre);
  assert.deepEqual(ids((await day.get("sam", `/ucs/threads/${thread}`)).json), [id]);
});

test("the search finds subject, text, addresses and user data by words and stems, newest first, and only what is there now", async (t) => {
  const { centre, get, post } = await startDay(t);
  const german = await receive(centre, {
    ...from("Jörg Müller <joerg@firma.test>"),
    body: "Guten Tag, wann werden die Lieferungen zu uns kommen? Wir haben nicht so viel Zeit und bitte um Antwort.",
  });
  centre.clock.advance(1000);
  const english = await owned(centre, "alice", {
    ...from("Ann Lee <ann@customer.test>", "Cc: Carl <carl@partner.test>"),
    body: "Hello, when will you be shipping the parcels? Please tell us, it is not here and we have to wait.",
  });
  await readAndRoute(centre);
  const search = async (q: string, user = "bob") => {
    const answer = await get(user, `/ucs/interactions?q=${encodeURIComponent(q)}`);
    assert.equal(answer.status, 200, answer.text);
    return ids(answer.json);
  };
  for (const q of ["lieferung", "Lieferungen", "müller", "joerg@firma.test", "firma.test"]) {
    assert.deepEqual(await search(q), [german], q);
  }
  for (const q of ["ship", "shipped parcel", '"the parcels"', "carl", "carl@partner.test", "customer"]) {
    assert.deepEqual(await search(q), [english], q);
  }
  for (const q of ["nothing", "ship lieferung", "'", "&|!", "carl -parcels"]) assert.deepEqual(await search(q), [], q);
  assert.deepEqual(await search("order 4711"), [english, german]);
  assert.deepEqual(await search("firma or partner.test"), [english, german]);
  await post("alice", `/me/emails/${english}`, { operationName: "AddComment", comment: "seen" });
  const { json } = await get("sam", "/interactions?fields=id&q=lieferung");
  assert.deepEqual(json["interactions"], [{ id: german }]);

  const draft = await drafted(centre, "alice", english);
  const write = (text: string) =>
    doneBy(centre, "alice", save, { target: draft, input: { content: { path: "$.email", text, html: "" } } });
  await write("Yesterday it left the warehouse.");
  assert.deepEqual(await search("warehouse"), [draft]);
  await write("Tomorrow it will arrive.");
  assert.deepEqual([await search("warehouse"), await search("tomorrow arrival")], [[], [draft]]);
  await doneBy(centre, "alice", cancel, { target: draft, input: {} });
  assert.deepEqual(await search("tomorrow"), []);
  const page = await get("bob", "/ucs/interactions?q=4711&limit=1&fields=id");
  const next = await get("bob", `/ucs/interactions?q=4711&limit=1&fields=id&cursor=${page.json["nextCursor"]}`);
  assert.deepEqual([page.json["uris"], ids(page.json), ids(next.json)], [undefined, [english], [german]]);
  assert.equal(refusal(await get("bob", "/ucs/interactions?colour=red")), "10/400 $.colour: no such field");
});

test("a sent e-mail is stopped, with its end, once the next hop has it", async (t) => {
  const { centre, get } = await startDay(t);
  const id = await sent(centre, "alice");
  const shown = async () => (await get("alice", `/ucs/interactions/${id}`)).json["interaction"] as Row;
  const waiting = await shown();
  assert.deepEqual([waiting["state"], waiting["endDate"]], ["InProcess", undefined]);
  assert.equal((waiting["ownerInformation"] as Row)["userName"], "alice");
  centre.clock.advance(5000);
  const delivery = await claimOne(centre);
  await mark(centre, delivery);
  await record(centre, delivery, { row: "Accepted" });
  const gone = await shown();
  assert.deepEqual([gone["state"], gone["endDate"]], ["Stopped", new Date(centre.clock.wall()).toISOString()]);
});

test("SetCallContact assigns the contact and says so, once as the e-mail's change and once as the answer", async (t) => {
  const day = await startDay(t);
  const { centre, hear, get, post } = day;
  const id = await owned(centre, "alice");
  const made = await post("alice", "/ucs/contacts", { lastName: "Stone" });
  const contactPath = `/ucs/contacts/${made.json["contactId"]}`;
  await hear("alice", "/v2/me/emails");
  const set = (as: string, path = contactPath) =>
    post(as, `/ucs/interactions/${id}`, { operationName: "SetCallContact", contactPath: path });
  const answer = await set("alice");
  assert.deepEqual(Object.keys(answer.json), ["status", "statusCode", "referenceId", "messageType", "success"]);
  assert.equal((await hear("alice", "/v2/me/emails")).at(-1)?.["referenceId"], answer.json["referenceId"]);
  await isHeardToo(day, "alice", answer.json);
  assert.equal(
    ((await get("alice", `/ucs/interactions/${id}`)).json["interaction"] as Row)["contactId"],
    made.json["contactId"],
  );
  assert.equal(refusal(await set("alice", "/ucs/contacts/NOSUCH")), "6/404 contact not found: NOSUCH");
  assert.equal(
    refusal(await set("bob")),
    "3/403 SetCallContact is not possible: the interaction is held by another user",
  );
  assert.deepEqual(await hear("bob", topic), [], "a refusal is told in HTTP only");
});

test("a repeated question with one Idempotency-Key has one answer and one event", async (t) => {
  const { hear, post } = await startDay(t);
  const body = { operationName: "RetrieveInteractionHistory" };
  const headers = { "idempotency-key": "h1" };
  const first = await post("alice", "/ucs/interactions", body, headers);
  assert.equal((await post("alice", "/ucs/interactions", body, headers)).text, first.text);
  assert.equal((await hear("alice", topic)).length, 1);
});
