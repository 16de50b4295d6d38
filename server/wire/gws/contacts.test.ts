// Long because it asks every row of wire.md 8.3 about contacts, with what each refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkConsistency } from "../../queries/consistency/check.ts";
import { load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { refusal, startDay } from "./listening.fixture.ts";

const ann = {
  firstName: "Ann",
  lastName: "Lee",
  attributes: {
    EmailAddress: [{ value: "ann@customer.test", primary: true }, { value: "ann@home.test" }],
    PhoneNumber: "+49 170 1234567",
    AccountNumber: ["A-4711"],
    CustomerSegment: [{ value: "Gold" }],
    Nickname: "Annie",
  },
};

async function contactDay(...given: Parameters<typeof startDay>) {
  const day = await startDay(...given);
  const send = (as: string, method: string, path: string, body?: object, headers = {}) =>
    day.server.ask({ as, method, path: `/api/v2${path}`, ...(body === undefined ? {} : { body }), headers });
  const make = async (body: object = ann): Promise<string> => {
    const made = await day.post("alice", "/ucs/contacts", body);
    assert.equal(made.status, 200, made.text);
    return String(made.json["contactId"]);
  };
  return { ...day, send, make };
}

type Shown = { readonly id: string; readonly version: number; readonly attributes: Readonly<Record<string, unknown>> };
const shown = (json: Readonly<Record<string, unknown>>) => json["contact"] as Shown;

test("a contact is made, read under both paths and written by what changes, with a version that is kept", async (t) => {
  const { get, send, make } = await contactDay(t);
  const id = await make();
  const read = await get("alice", `/ucs/contacts/${id}`);
  const contact = shown(read.json);
  assert.equal(
    JSON.stringify({ ...contact, uri: undefined, createdAt: "c", modifiedAt: "m" }),
    JSON.stringify({
      id,
      path: `/ucs/contacts/${id}`,
      firstName: "Ann",
      lastName: "Lee",
      attributes: {
        EmailAddress: [
          { value: "ann@customer.test", primary: true },
          { value: "ann@home.test", primary: false },
        ],
        PhoneNumber: [{ value: "+49 170 1234567", primary: true }],
        AccountNumber: [{ value: "A-4711", primary: true }],
        CustomerSegment: [{ value: "Gold", primary: true }],
        Nickname: [{ value: "Annie", primary: true }],
      },
      createdAt: "c",
      modifiedAt: "m",
      version: 1,
    }),
  );
  assert.equal(read.headers["etag"], '"1"');
  assert.equal((await get("bob", `/contacts/ucs/${id}`)).text, read.text);

  const change = { lastName: "Stone", attributes: { PhoneNumber: [], Title: "Dr", FirstName: [{ value: "Anna" }] } };
  const put = await send("bob", "PUT", `/ucs/contacts/${id}`, change, { "if-match": '"1"' });
  assert.equal(put.status, 200, put.text);
  assert.equal(put.headers["etag"], '"2"');
  const after = shown((await get("alice", `/ucs/contacts/${id}`)).json);
  assert.deepEqual(after, shown(put.json));
  assert.deepEqual(Object.keys(after.attributes), [
    ...["EmailAddress", "PhoneNumber", "Title", "AccountNumber", "CustomerSegment", "Nickname"],
  ]);
  assert.deepEqual(after.attributes["PhoneNumber"], []);
  assert.deepEqual([after["firstName" as "id"], after["lastName" as "id"], after.version], ["Anna", "Stone", 2]);
  const stale = await send("bob", "PUT", `/ucs/contacts/${id}`, change, { "if-match": '"1"' });
  assert.equal(refusal(stale), "2/409 version 1 is stale, the present version is 2");
  assert.equal(stale.json["version"], 2);
});

test("contacts are found by the beginnings of name, address, number and account, and by equal fields, in pages", async (t) => {
  const { centre, get, make } = await contactDay(t);
  const first = await make();
  centre.clock.advance(1);
  const second = await make({ firstName: "Zoë", lastName: "O'Brien", attributes: { EmailAddress: "zoe@shop.test" } });
  const found = async (query: string) => {
    const answer = await get("alice", `/ucs/contacts?fields=id&${query}`);
    assert.equal(answer.status, 200, answer.text);
    return (answer.json["contacts"] as readonly Shown[]).map(({ id }) => id);
  };
  for (const q of [
    "ann",
    "LEE an",
    "ann@cust",
    "customer.test",
    "home",
    "4711",
    "a-4711",
    "+49 170 123",
    "0049".slice(2),
  ]) {
    assert.deepEqual(await found(`q=${encodeURIComponent(q)}`), [first], q);
  }
  assert.deepEqual(await found(`q=${encodeURIComponent("o'brien zoë")}`), [second]);
  for (const q of ["nobody", "ann zoe", "%", "'", "\\", "gold"]) {
    assert.deepEqual(await found(`q=${encodeURIComponent(q)}`), [], q);
  }
  assert.deepEqual(await found(""), [first, second]);
  assert.deepEqual(await found("CustomerSegment=Gold"), [first]);
  assert.deepEqual(await found("EmailAddress=ANN@home.test&lastName=Lee"), [first]);
  assert.deepEqual(await found("lastName=Nobody"), []);
  assert.deepEqual(await found("offset=1"), [second]);
  const page = await get("alice", "/contacts/ucs?limit=1");
  const [uri] = page.json["uris"] as readonly string[];
  assert.match(uri ?? "", new RegExp(`^http://127\\.0\\.0\\.1:\\d+/api/v2/ucs/contacts/${first}$`));
  const next = await get("alice", `/ucs/contacts?fields=*&limit=1&cursor=${page.json["nextCursor"]}`);
  assert.deepEqual([next.json["uris"], next.json["nextCursor"]], [undefined, undefined]);
  assert.deepEqual((next.json["contacts"] as readonly Shown[])[0]?.id, second);
  assert.equal(refusal(await get("alice", "/ucs/contacts?colour=red")), "10/400 $.colour: no such field");
  assert.equal(refusal(await get("alice", "/ucs/contacts?limit=0")).slice(0, 6), "10/400");
  assert.equal(refusal(await get("alice", "/ucs/contacts?cursor=x")), "10/400 $.cursor: not a cursor of this list");
});

test("what a contact must not be written with is refused at its path", async (t) => {
  const { get, send, post, make } = await contactDay(t);
  const id = await make();
  const refused = async (body: object) => refusal(await post("alice", "/ucs/contacts", body));
  assert.equal(await refused({}), "1/400 $.attributes: missing");
  assert.equal(await refused({ attributes: 5 }), "10/400 $.attributes: expected object, got number");
  assert.equal(
    await refused({ attributes: { EmailAddress: ["a@b.test", "ann@"] } }),
    '10/400 $.attributes.EmailAddress[1].value: not an e-mail address: "ann@"',
  );
  assert.equal(
    await refused({ attributes: { Title: [{ value: 5 }] } }),
    "10/400 $.attributes.Title[0].value: expected string, got number",
  );
  assert.equal(
    await refused({ attributes: { Title: "a\r\nb" } }),
    "10/400 $.attributes.Title[0].value: line breaks are not allowed",
  );
  const primary = true;
  assert.equal(
    await refused({
      attributes: {
        Title: [
          { value: "a", primary },
          { value: "b", primary },
        ],
      },
    }),
    "2/400 $.attributes.Title: only one value is the primary one",
  );
  assert.equal(
    await refused({ attributes: { FirstName: ["Ann", "Anne"] } }),
    "2/400 $.attributes.FirstName: holds one value",
  );
  assert.equal(await refused({ attributes: { ContactId: "C1" } }), "11/400 $.attributes.ContactId: read-only");
  assert.equal(refusal(await send("alice", "PUT", "/ucs/contacts/NOSUCH", ann)), "6/404 contact not found: NOSUCH");
  assert.equal(refusal(await get("alice", "/ucs/contacts/NOSUCH")), "6/404 contact not found: NOSUCH");
  assert.equal(shown((await get("alice", `/ucs/contacts/${id}`)).json).version, 1);
});

test("privileges decide, in every method", async (t) => {
  const privileges = (names: readonly string[], value: boolean) => ({
    ...acme,
    settings: {
      workspace: Object.fromEntries(names.map((name) => [`privilege.contact.${name}`, value])),
    },
  });
  const usual = await contactDay(t);
  const id = await usual.make();
  assert.equal(
    refusal(await usual.send("alice", "DELETE", `/ucs/contacts/${id}`)),
    "5/403 deleting contacts is not allowed for alice",
  );
  assert.equal(refusal(await usual.post("root", "/ucs/contacts", ann)), "5/403 creating contacts needs role agent");
  assert.equal((await usual.get("root", `/ucs/contacts/${id}`)).status, 200);

  const strict = await contactDay(t, {
    file: privileges(["can-create-contact", "can-use-save-contact", "can-use-contact-history"], false),
  });
  const asked = async (method: string, path: string, body?: object) =>
    (await strict.send("alice", method, path, body)).json["statusCode"];
  assert.equal(await asked("POST", "/ucs/contacts", ann), 5);
  assert.equal(await asked("PUT", "/ucs/contacts/C1", {}), 5);
  for (const operationName of ["Merge", "Unmerge"]) {
    assert.equal(await asked("POST", "/ucs/contacts/C1", { operationName, contactIds: ["C2"] }), 5);
  }
  const identify = { operationName: "IdentifyUCSContact", emailAddress: "x@y.test" };
  assert.equal(await asked("POST", "/contacts/ucs", identify), 0);
  assert.equal(await asked("POST", "/contacts/ucs", { ...identify, createContactEnabled: "true" }), 5);
  assert.equal(await asked("GET", "/ucs/contacts/C1"), 6);
  for (const path of ["/ucs/interactions?q=x", "/ucs/contacts/C1/interactions", "/ucs/threads/T1"]) {
    assert.equal(await asked("GET", path), 5, path);
  }
  assert.equal(await asked("POST", "/ucs/interactions", { operationName: "RetrieveInteractionHistory" }), 5);
  assert.equal(await asked("POST", "/ucs/contacts/C1/interactions", { operationName: "RetrieveContactHistory" }), 5);

  const closed = await contactDay(t, { file: privileges(["can-use"], false) });
  for (const path of ["/ucs/contacts", "/ucs/contacts/C1"])
    assert.equal((await closed.get("alice", path)).json["statusCode"], 5);
  assert.equal(
    refusal(await closed.post("alice", "/contacts/ucs", identify)),
    "5/403 using contacts is not allowed for alice",
  );
  assert.equal(
    refusal(await closed.post("alice", "/ucs/contacts", ann)),
    "5/403 creating contacts is not allowed for alice",
  );
});

test("a contact without interactions can be deleted, one with interactions is in use; all of it is audited", async (t) => {
  const file = { ...acme, settings: { workspace: { "privilege.contact.can-delete-contact": true } } };
  const { centre, get, send, make } = await contactDay(t, { file });
  const id = await make();
  const mail = await receive(centre);
  await readAndRoute(centre);
  const { contact = "" } = await load(centre, mail);
  assert.notEqual(contact, "");
  assert.equal(contact, id, "the sender's address finds the contact that has it");
  assert.equal(refusal(await send("alice", "DELETE", `/ucs/contacts/${id}`)), `19/409 contact is in use: ${id}`);
  const other = await make({ firstName: "Joe", attributes: {} });
  assert.equal(
    refusal(await send("alice", "DELETE", `/ucs/contacts/${other}`, undefined, { "if-match": '"7"' })).slice(0, 5),
    "2/409",
  );
  assert.equal((await send("alice", "DELETE", `/contacts/ucs/${other}`)).text, '{"status":"ok","statusCode":0}');
  assert.equal(refusal(await get("alice", `/ucs/contacts/${other}`)), `6/404 contact not found: ${other}`);
  await send("alice", "PUT", `/ucs/contacts/${id}`, { lastName: "Li" });
  const { json } = await get("sam", "/audit?limit=1000");
  const rows = (json["audit"] as readonly Record<string, unknown>[]).filter(({ thing }) => thing === "contact");
  assert.deepEqual(
    rows.map(({ by, operation, name, kind }) => [kind, by, operation, name]),
    [
      ["ContactChanged", "alice", "CreateContact", id],
      ["ContactChanged", "alice", "CreateContact", other],
      ["ContactChanged", "alice", "RemoveContact", other],
      ["ContactChanged", "alice", "UpdateContact", id],
    ],
  );
  assert.equal(JSON.stringify(rows).includes("customer.test"), false, "no values in the audit");
});

test("the same Idempotency-Key makes one contact", async (t) => {
  const { centre, post } = await contactDay(t);
  const headers = { "idempotency-key": "k1" };
  const first = await post("alice", "/ucs/contacts", ann, headers);
  const again = await post("alice", "/ucs/contacts", ann, headers);
  assert.equal(again.text, first.text);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal((await centre.pool.query("SELECT count(*)::integer AS n FROM contacts")).rows[0].n, 1);
});

test("contacts are merged and taken out again over HTTP: one contact under every id, in every list, audited", async (t) => {
  const { get, send, post, make } = await contactDay(t);
  const target = await make();
  const other = await make({ firstName: "A.", lastName: "Leigh", attributes: { EmailAddress: "leigh@x.test" } });
  const before = (await get("alice", `/ucs/contacts/${other}`)).text;
  const merge = (body: object, path = target) => post("alice", `/ucs/contacts/${path}`, body);
  const merged = await merge({ operationName: "Merge", contactIds: [other] });
  assert.equal(merged.status, 200, merged.text);
  assert.deepEqual(shown(merged.json).attributes["EmailAddress"], [
    { value: "ann@customer.test", primary: true },
    { value: "ann@home.test", primary: false },
    { value: "leigh@x.test", primary: false },
  ]);
  assert.equal(
    (await get("alice", `/ucs/contacts/${other}`)).text,
    (await get("alice", `/ucs/contacts/${target}`)).text,
  );
  for (const q of ["leigh", "ann leigh@x", ""]) {
    const { json } = await get("alice", `/ucs/contacts?fields=id&q=${q.replace(" ", "+")}`);
    assert.deepEqual(json["contacts"], [{ id: target }], q);
  }
  assert.equal((await send("alice", "PUT", `/ucs/contacts/${other}`, {}, { "if-match": '"1"' })).json["statusCode"], 2);
  assert.equal(
    refusal(await merge({ operationName: "Merge", contactIds: [other] })),
    "2/400 $.contactIds[0]: is this contact already",
  );
  assert.equal(refusal(await merge({ operationName: "Merge" })), "1/400 $.contactIds: missing");
  assert.equal(
    refusal(await merge({ operationName: "Merge", contactIds: "x" })),
    "10/400 $.contactIds: expected array, got string",
  );
  assert.equal(refusal(await merge({ operationName: "Merge", contactIds: ["X"] })), "6/404 contact not found: X");
  const parted = await merge({ operationName: "Unmerge", contactIds: [other] }, other);
  assert.equal(shown(parted.json).id, target);
  const without = (text: string) => text.replace(/"(?:version":\d+|modifiedAt":"[^"]+")/g, "");
  assert.equal(without((await get("alice", `/ucs/contacts/${other}`)).text), without(before));
  assert.equal(
    refusal(await merge({ operationName: "Unmerge", contactIds: [other] })),
    `2/409 Unmerge is not possible: ${other} is not merged into ${target}`,
  );
  const { json } = await get("sam", "/audit?limit=1000");
  const rows = (json["audit"] as readonly Record<string, unknown>[]).filter(({ name }) => name === target);
  assert.deepEqual(
    rows.map(({ operation, why }) => [operation, why]),
    [
      ["CreateContact", undefined],
      ["MergeContacts", other],
      ["UnmergeContacts", other],
    ],
  );
});

test("what is written twice and does not agree is found", async (t) => {
  const { centre } = await startDay(t, { centre: await testCentre(t, acme, { isChecked: false }) });
  const id = await owned(centre, "alice");
  await centre.pool.query("UPDATE contact_addresses SET address = 'other@x.test'");
  await centre.pool.query("UPDATE interactions SET owner_id = NULL, ended_at = now()");
  await centre.pool.query("DELETE FROM interaction_index");
  const { store } = centre.performing;
  const findings = await checkConsistency({ store, files: centre.files });
  const { contact } = await load(centre, id);
  const messages = findings.map(({ rule, message }) => `${rule}: ${message}`).toSorted();
  assert.deepEqual(messages, [
    `contacts: ${contact}: an address that is written only once: ann@customer.test`,
    `contacts: ${contact}: an address that is written only once: other@x.test`,
    `history: ${id}: ended exactly when Completed, Canceled or sent`,
    `history: ${id}: it cannot be searched`,
    `history: ${id}: its owner is not the one who works on it`,
  ]);
});
