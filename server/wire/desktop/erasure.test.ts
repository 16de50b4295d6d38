import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { sweepFiles } from "../../loops/sweep-files.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { sweep } from "../../operations/system/sweep.ts";
import { checkConsistency } from "../../queries/consistency/check.ts";
import { incoming, load, readAndRoute, receive, takeIn } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { desk, wholeCase, zephyrine } from "./erasure.fixture.ts";

const dayMs = 86_400_000;

test("who is erased stands nowhere any more, neither in a row nor in a file; what happened when does, and the chain holds", async (t) => {
  const given = await desk(t);
  const { centre, contactOf, preview, erased, path, ask, scan: look } = given;
  const { mail, draft, report } = await wholeCase(t, given);
  const contact = await contactOf(mail);
  const historyBefore: Shown = (await path(mail, "/history")).json;
  // What this test is worth: all places where it stands before.
  assert.deepEqual(
    (await look()).map((place) => place.split(" ")[0]),
    [
      ...["bouncing_addresses", "contact_addresses", "contacts", "contents", "dedup_keys", "deliveries"],
      ...["delivery_reports", "holds", "image_consents", "interaction_index", "interactions", "journal", "message_ids"],
      ...["messages", "notes", "notices", "thread_participants", "threads"],
      ...["file", "file", "file", "file", "file", "file"],
    ],
  );

  assert.deepEqual(await preview(contact), { interactions: 3, open: [] });
  const { receipt, ...counts } = await erased(contact);
  assert.deepEqual(counts, { interactions: 3, left: 0 });
  centre.clock.advance(2 * dayMs);
  await performAsSystem(centre.performing, { operation: sweep, actor: system, input: { limit: 1_000 } });
  await sweepFiles(centre.performing.store, centre.files);
  assert.deepEqual(await look(), []);

  assert.equal((await ask(`contacts/${contact}/erasure`)).status, 404);
  for (const id of [mail, draft, report]) {
    const shown: Shown = (await path(id)).json;
    assert.ok([shown.email?.subject ?? shown.interaction?.subject ?? ""].every((text) => text === ""));
  }
  assert.match((await path(mail, "/raw")).text, /^(?:[A-Z][\w-]*: .*\r\n)*Subject: Erased\r\n/);
  const history: Shown = (await path(mail, "/history")).json;
  const steps = ({ at, by, operation, from, to, version }: Shown) => ({ at, by, operation, from, to, version });
  assert.deepEqual(history.history.slice(0, -1).map(steps), historyBefore.history.map(steps));
  assert.equal(history.history.at(-1).operation, "Erase");
  const audit: Shown = (await ask("audit?action=EraseContact")).json;
  assert.deepEqual(
    audit.audit.map((row: Shown) => [row.by, row.name, row.why, row.receipt, row.interactions]),
    [["root", contact, "Article 17", receipt, 3]],
  );
  assert.equal((await ask("audit/verify", {})).json["ok"], true);
  assert.deepEqual(await checkConsistency({ store: centre.performing.store, files: centre.files }), []);
});

test("nobody is erased while mail is open, under a legal hold, or by whoever is no admin; the hold is seen and keeps the contact, too", async (t) => {
  const { contactOf, taken, does, ask, erase, erased, preview, post, scan: look } = await desk(t);
  const mail = await taken(zephyrine("Griffin", "one"));
  const contact = await contactOf(mail);
  assert.deepEqual(await preview(contact), { interactions: 1, open: [mail] });
  assert.equal(
    refusal(await erase(contact)),
    `2/409 EraseContact is not possible: these e-mails are not over yet: ${mail}`,
  );
  await does("alice", mail, "Complete");
  for (const as of ["alice", "sam"]) {
    assert.match(refusal(await erase(contact, as)), /^5\/403 erasing persons/);
    assert.match(refusal(await ask(`contacts/${contact}/legal-hold`, { reason: "x" }, "PUT", as)), /^5\/403 /);
  }
  assert.equal(refusal(await erase("NOSUCH")), "6/404 contact not found: NOSUCH");
  assert.match(refusal(await ask(`contacts/${contact}/erasure`, {})), /^1\/400 \$\.reason/);
  assert.match(refusal(await ask(`contacts/${contact}/erasure`, { reason: " " })), /^1\/400 \$\.reason/);

  const lift = () => ask(`contacts/${contact}/legal-hold`, {}, "DELETE");
  assert.equal(refusal(await lift()), `6/404 legal hold not found: ${contact}`);
  const placed = await ask(`contacts/${contact}/legal-hold`, { reason: "case 17" }, "PUT");
  assert.equal(placed.status, 200, placed.text);
  const { legalHold } = await preview(contact);
  assert.deepEqual([legalHold?.reason, legalHold?.by], ["case 17", "root"]);
  const held = "2/409 EraseContact is not possible: the contact is under a legal hold: case 17";
  assert.equal(refusal(await erase(contact)), held);
  // One that becomes a part of another one brings its hold along.
  const { contactId: other }: Shown = (await post("alice", "/ucs/contacts", { firstName: "Zephyrine", lastName: "Q" }))
    .json;
  assert.equal((await ask(`contacts/${other}/merge`, { fromId: contact }, "POST", "alice")).status, 200);
  assert.equal(refusal(await erase(other)), held);
  assert.equal((await lift()).status, 200);
  const { contactId: alone }: Shown = (await post("alice", "/ucs/contacts", { firstName: "Nemo" })).json;
  await ask(`contacts/${alone}/legal-hold`, { reason: "case 18" }, "PUT");
  const removed = await ask(`../../v2/ucs/contacts/${alone}`, {}, "DELETE");
  assert.match(refusal(removed), /^19\/409 .*it is under a legal hold/);
  // Nothing has been numbered since: what waits for its number is erased as well.
  const { interactions, left } = await erased(other);
  assert.deepEqual([interactions, left], [1, 0]);
  const places = (await look()).map((place) => place.split(" ")[0]);
  assert.deepEqual(places, []);
});

test("a legal hold keeps also what somebody else under one wrote in the person's thread", async (t) => {
  const { centre, contactOf, taken, does, ask, post, erase, erased, preview } = await desk(t);
  const mail = await taken(zephyrine("Griffin", "one"));
  const expert = ["From: Expert <expert@others.test>", "To: support@acme.test", "Cc: zephyrine@quill.test"];
  const answer = ["Subject: Re: Griffin", "In-Reply-To: <one@quill.test>", "Message-ID: <x@others.test>"];
  const his = await receive(centre, { headers: [...expert, ...answer], body: "I have seen it." });
  await readAndRoute(centre);
  const contact = await contactOf(mail);
  // Both in one thread, as a supervisor puts them together.
  const [thread, other] = await Promise.all([mail, his].map(async (id) => (await load(centre, id)).thread));
  const joined = await post("sam", `/ucs/threads/${thread}`, { operationName: "Join", threadIds: [other] });
  assert.equal(joined.status, 200, joined.text);
  await does("alice", mail, "Complete");
  await does("alice", his, "Accept");
  await does("alice", his, "Complete");
  const theirs = await contactOf(his);
  assert.notEqual(theirs, contact);
  await ask(`contacts/${theirs}/legal-hold`, { reason: "case 19" }, "PUT");
  assert.equal((await preview(contact)).legalHold?.reason, "case 19");
  assert.match(refusal(await erase(contact)), /legal hold: case 19$/);
  await ask(`contacts/${theirs}/legal-hold`, {}, "DELETE");
  assert.deepEqual((await erased(contact)).interactions, 2);
});

test("whoever wrote very much is erased in parts; others who name the person keep theirs", async (t) => {
  const { centre, contactOf, taken, does, erased, post, path, preview } = await desk(t);
  const first = await taken(zephyrine("Griffin 0", "m0"));
  const mails = Array.from({ length: 203 }, (_, at) => incoming(centre, zephyrine(`Griffin ${at + 1}`, `m${at + 1}`)));
  await takeIn(centre, await Promise.all(mails));
  const bob = [
    "From: Bob <bob@others.test>",
    "To: support@acme.test",
    "Cc: zephyrine@quill.test",
    "Subject: Griffin too",
  ];
  const his = await receive(centre, { headers: [...bob, "Message-ID: <b@others.test>"], body: "My wyvern as well." });
  await readAndRoute(centre);
  await does("alice", first, "Complete");
  const contact = await contactOf(first);
  const { open } = await preview(contact);
  assert.equal(open.length, 10);
  const { rows } = await centre.pool.query(
    "SELECT id FROM interactions WHERE contact_id = $1 AND state <> 'Completed'",
    [contact],
  );
  const ids = rows.map(({ id }) => id);
  const ended = await post("sam", "/interactions", { operationName: "Complete", ids });
  assert.equal(ended.status, 200, ended.text);
  const before = await centre.pool.query(
    "SELECT i.*, c.* FROM interactions i JOIN contents c ON c.id = content_id WHERE i.id = $1",
    [his],
  );
  assert.deepEqual(await preview(contact), { interactions: 204, open: [] });
  const parts = [await erased(contact), await erased(contact)];
  assert.deepEqual(
    parts.map(({ interactions, left }) => [interactions, left]),
    [
      [200, 4],
      [4, 0],
    ],
  );
  const after = await centre.pool.query(
    "SELECT i.*, c.* FROM interactions i JOIN contents c ON c.id = content_id WHERE i.id = $1",
    [his],
  );
  assert.deepEqual(after.rows, before.rows);
  assert.match((await path(his, "/raw")).text, /My wyvern as well/);
});

test("a row of the audit that was changed by hand shows, whatever it says of an erasure", async (t) => {
  const given = await desk(t, { isChecked: false });
  const { centre, contactOf, taken, does, erased, ask } = given;
  const mail = await taken(zephyrine("Griffin", "one"));
  await does("alice", mail, "Complete");
  const verified = async () => {
    const { ok, firstBadSeq }: Shown = (await ask("audit/verify", {})).json;
    return ok ? "ok" : firstBadSeq;
  };
  await ask("audit");
  const { receipt } = await erased(await contactOf(mail));
  assert.equal(await verified(), "ok");
  const { rows } = await centre.pool.query("SELECT min(seq) AS first FROM journal WHERE erased_by = $1", [receipt]);
  const first = Number(rows[0].first);
  const [kept] = (
    await centre.pool.query("SELECT event, hash, erased_by, actor, at FROM journal WHERE seq = $1", [first])
  ).rows;
  const changes = ["event = '{}'", "hash = repeat('0', 64)", "erased_by = 'nobody'", "erased_by = NULL"];
  for (const change of [...changes, "actor = 'nobody'", "at = at + interval '1 second'"]) {
    await centre.pool.query(`UPDATE journal SET ${change} WHERE seq = $1`, [first]);
    assert.equal(await verified(), first, change);
    const { event, hash, erased_by: by, actor, at } = kept;
    await centre.pool.query(
      "UPDATE journal SET event = $2, hash = $3, erased_by = $4, actor = $5, at = $6 WHERE seq = $1",
      [...[first, event, hash, by, actor, new Date(at)]],
    );
  }
  assert.equal(await verified(), "ok");
  // One that was never erased cannot be made to look so.
  await centre.pool.query("UPDATE journal SET event = '{}', erased_by = 'nobody' WHERE seq = 1");
  assert.equal(await verified(), 1);
});
