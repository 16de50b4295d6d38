// Long because each rule of a pass is held to a mailbox that changes between passes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eraseContact } from "../operations/contact/erase.ts";
import { completeOpen } from "../operations/supervisor/complete-open.ts";
import { NotApplied } from "../ports/store.ts";
import { readLedger } from "../queries/mailbox/ledger.ts";
import { ask } from "../queries/query.ts";
import { doneBy, incoming, load, readAndRoute, takeIn } from "../testing/agent-day.ts";
import { type Centre, testCentre } from "../testing/centre.ts";
import { fetchPass } from "./fetch-pass.ts";
import { AccountLost } from "./fetching.ts";
import { acmeFetching, broken, type TestVisit, testFolder, testVisit, unreadable } from "./mail-server.fixture.ts";

const dayMs = 86_400_000;

/** A mail; `id` undefined: without Message-ID. */
const mail = (id: string | undefined, subject = "Order 4711"): string =>
  [
    ...["Return-Path: <ann@customer.test>", "From: Ann Lee <ann@customer.test>", "To: support@acme.test"],
    ...[`Subject: ${subject}`, ...(id === undefined ? [] : [`Message-ID: <${id}@customer.test>`])],
    ...["", "Where is it?", "Ann", ""],
  ].join("\r\n");

const pass = ({ fetching, visit }: TestVisit): Promise<void> => fetchPass(fetching, visit);

async function subjects({ pool }: Centre): Promise<readonly string[]> {
  const { rows } = await pool.query(
    "SELECT c.subject FROM interactions i JOIN contents c ON c.id = i.content_id ORDER BY c.subject",
  );
  return rows.map(({ subject }) => subject);
}

async function outcomes({ pool }: Centre): Promise<Readonly<Record<string, readonly number[]>>> {
  const { rows } = await pool.query(
    "SELECT outcome, array_agg(uid ORDER BY uid_validity, uid) AS uids FROM imap_messages GROUP BY outcome ORDER BY outcome",
  );
  return Object.fromEntries(rows.map(({ outcome, uids }) => [outcome, uids]));
}

async function ledger(centre: Centre) {
  const { performing } = centre;
  const [mailbox] = await performing.store.read((reading) => reading.centre.mailboxes());
  const input = { id: mailbox?.id ?? "", from: undefined, to: undefined };
  const found = await ask(performing.store, readLedger, { actor: await centre.as("sam"), input });
  assert(found.ok);
  return { ...found.value, unaccounted: found.value.days.reduce((sum, day) => sum + day.unaccounted, 0) };
}

const interactionOf = async ({ pool }: Centre, uid: number): Promise<string> =>
  (await pool.query("SELECT interaction_id AS id FROM imap_messages WHERE uid = $1", [uid])).rows[0].id;

test("backlog_oldest_first_no_skip: everything that lies there is taken, each UID with its interaction, the oldest first", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  for (let at = 0; at < 120; at += 1) visited.folder.deliver(mail(`m${at}`, String(at).padStart(3, "0")));
  await pass(visited);
  assert.equal((await subjects(centre)).length, 120);
  const { rows } = await centre.pool.query(
    "SELECT c.subject FROM messages m JOIN message_interactions mi ON mi.message_id = m.id JOIN interactions i ON i.id = mi.interaction_id JOIN contents c ON c.id = i.content_id ORDER BY m.place",
  );
  const order = rows.map(({ subject }) => subject);
  assert.deepEqual(order, order.toSorted());
  assert.deepEqual((await outcomes(centre))["interaction"]?.length, 120);
  const { days, health, unaccounted } = await ledger(centre);
  assert.deepEqual([days[0]?.uids, health?.onServer, health?.waiting, unaccounted], [{ interaction: 120 }, 120, 0, 0]);
});

test("empty_message_id_never_matches, and a reused id with other content is two mails", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  for (const subject of ["one", "two"]) visited.folder.deliver(mail(undefined, subject));
  for (const subject of ["three", "four"]) visited.folder.deliver(mail("same", subject));
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["four", "one", "three", "two"]);
});

test("another UIDVALIDITY, a year later too, makes nothing new, with and without Message-ID; unseen mail comes in", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const [one, two] = [mail("m1", "one"), mail(undefined, "two")];
  visited.folder.deliver(one);
  visited.folder.deliver(two);
  await pass(visited);
  centre.clock.advance(365 * dayMs);
  visited.folder.uidValidity = "99999999999999999999";
  visited.folder.messages.clear();
  visited.folder.deliver(two, { uid: 1 });
  visited.folder.deliver(mail("m3", "three"), { uid: 2 });
  visited.folder.deliver(one, { uid: 3 });
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["one", "three", "two"]);
  assert.deepEqual(await outcomes(centre), { interaction: [1, 2, 2], repeat: [1, 3] });
});

test("who was erased does not come back when the server numbers its mails anew", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const bytes = [mail("m1", "one"), mail(undefined, "two")];
  for (const one of bytes) visited.folder.deliver(one);
  await pass(visited);
  await readAndRoute(centre);
  const { rows } = await centre.pool.query("SELECT id, contact_id AS contact FROM interactions");
  for (const { id } of rows) await doneBy(centre, "sam", completeOpen, { target: id, input: {} });
  await doneBy(centre, "root", eraseContact, { target: rows[0].contact, input: { reason: "Article 17" } });
  centre.clock.advance(40 * dayMs);
  visited.folder.uidValidity = "99999999999999999999";
  visited.folder.messages.clear();
  for (const [at, one] of bytes.entries()) visited.folder.deliver(one, { uid: at + 1 });
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["", ""]);
  assert.deepEqual(await outcomes(centre), { interaction: [1, 2], repeat: [1, 2] });
});

test("mail put back under a new UID is a repeat, and deleted_item_stays_deleted_after_rescan", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const bytes = mail("m1");
  const first = visited.folder.deliver(bytes);
  await pass(visited);
  visited.folder.messages.delete(first);
  await pass(visited);
  const again = visited.folder.deliver(bytes);
  await pass(visited);
  assert.equal((await subjects(centre)).length, 1);
  assert.deepEqual(await outcomes(centre), { interaction: [first], repeat: [again] });
  assert.equal((await ledger(centre)).unaccounted, 0);
});

test("the same mail by SMTP and from the account is one", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const headers = [
    "From: Ann Lee <ann@customer.test>",
    "To: support@acme.test",
    "Subject: both",
    "Message-ID: <b@x.test>",
  ];
  await takeIn(centre, [await incoming(centre, { headers, body: "Hello" })]);
  visited.folder.deliver(
    ["Delivered-To: support@acme.test", "Received: by mx", ...headers, "", "Hello", ""].join("\r\n"),
  );
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["both"]);
  const { days } = await ledger(centre);
  assert.deepEqual([days[0]?.uids, days[0]?.transactions], [{ repeat: 1 }, { accepted: 1 }]);
});

test("first_connect_sends_no_autoreply_to_old_mail: mail older than a day at the first look is marked, younger is not", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const old = visited.folder.deliver(mail("m1"), { arrivedAt: centre.clock.wall() - dayMs - 1 });
  const young = visited.folder.deliver(mail("m2"), { arrivedAt: centre.clock.wall() - dayMs + 60_000 });
  await pass(visited);
  const marks = [];
  for (const uid of [old, young]) {
    const id = await interactionOf(centre, uid);
    const message = await centre.performing.store.read((reading) => reading.messages.byInteraction(id));
    marks.push(message?.session["isOldAtFirstConnect"]);
  }
  assert.deepEqual(marks, [true, undefined]);
});

test("mail from before the wanted date stays on the server, named", async (t) => {
  const centre = await testCentre(t, acmeFetching({ from: "2026-11-01" }));
  const visited = await testVisit(centre);
  const arrivedAt = Date.UTC(2026, 9, 31, 23, 59, 59);
  const old = visited.folder.deliver(mail("m1"), { arrivedAt });
  const wanted = visited.folder.deliver(mail("m2"), { arrivedAt: arrivedAt + 1_000 });
  await pass(visited);
  assert.deepEqual(await outcomes(centre), { interaction: [wanted], "older-than-start": [old] });
});

test("a message that is too large is parked with its header alone and left on the server, whatever becomes of others", async (t) => {
  const centre = await testCentre(t, acmeFetching({ after: "delete" }));
  const visited = await testVisit(centre);
  const large = visited.folder.deliver(mail("m1", "large"), { size: 100_001 });
  const small = visited.folder.deliver(mail("m2", "small"));
  await pass(visited);
  assert.deepEqual([...visited.folder.messages.keys()], [large]);
  assert.deepEqual(await outcomes(centre), { interaction: [small], "too-big": [large] });
  await readAndRoute(centre);
  const { userData, content } = await load(centre, await interactionOf(centre, large));
  assert.deepEqual([userData["ParkedBecause"], content === ""], ["too-big", false]);
  assert.deepEqual(
    (await ledger(centre)).named.map(({ uid, outcome }) => [uid, outcome]),
    [[large, "too-big"]],
  );
});

test("of a message that is too large the server may not give the header either: it is tried again, and those behind it do not wait", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const refused = visited.folder.deliver(mail("m1", "refused"), { size: 100_001 });
  const breaking = visited.folder.deliver(mail("m2", "breaking"), { size: 100_001 });
  const behind = visited.folder.deliver(mail("m3", "behind"));
  visited.folder.beforeGiving = (uid) => (uid === refused ? unreadable() : uid === breaking ? broken() : undefined);
  for (let broke = 0; broke < 2; broke += 1) await assert.rejects(pass(visited), /ended the connection/);
  await pass(visited);
  assert.deepEqual(await outcomes(centre), { retrying: [refused, breaking], interaction: [behind] });
  visited.folder.beforeGiving = () => undefined;
  centre.clock.advance(600_001);
  await pass(visited);
  assert.deepEqual(await outcomes(centre), { "too-big": [refused, breaking], interaction: [behind] });
});

test("an unreadable message is tried three times within an hour, then named; those behind it do not wait", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const bad = visited.folder.deliver(mail("m1", "bad"));
  const good = visited.folder.deliver(mail("m2", "good"));
  visited.folder.beforeGiving = (uid) => (uid === bad ? unreadable() : undefined);
  const seen: unknown[] = [];
  for (const pauseMs of [0, 300_000, 300_001, 2_999_000, 1_001]) {
    centre.clock.advance(pauseMs);
    await pass(visited);
    seen.push((await outcomes(centre))["retrying"] ?? "named");
  }
  assert.deepEqual(seen, [[bad], [bad], [bad], [bad], "named"]);
  assert.deepEqual(await outcomes(centre), { interaction: [good], "unreadable-at-server": [bad] });
  const { health } = await ledger(centre);
  assert.deepEqual([health?.waiting, health?.unaccounted], [0, 0]);
});

test("a message on which the connection breaks again and again counts as unreadable, and the rest comes in", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  visited.folder.deliver(mail("m1", "before"));
  const bad = visited.folder.deliver(mail("m2", "bad"));
  visited.folder.deliver(mail("m3", "behind"));
  visited.folder.beforeGiving = (uid) => (uid === bad ? broken() : undefined);
  for (let broke = 0; broke < 3; broke += 1) await assert.rejects(pass(visited), /ended the connection/);
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["before", "behind"]);
  assert.deepEqual((await outcomes(centre))["retrying"], [bad]);
});

test("search_set_shrinks_while_paging: what vanishes during a pass is named, and taken when it is back", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const uids = ["one", "two", "three"].map((subject) => visited.folder.deliver(mail(subject, subject)));
  const [, second = 0] = uids;
  const kept = visited.folder.messages.get(second);
  visited.folder.beforeGiving = () => visited.folder.messages.delete(second);
  await pass(visited);
  assert.deepEqual((await outcomes(centre))["gone-before-import"], [second]);
  visited.folder.beforeGiving = () => undefined;
  if (kept !== undefined) visited.folder.messages.set(second, kept);
  await pass(visited);
  assert.deepEqual(await subjects(centre), ["one", "three", "two"]);
  assert.deepEqual((await outcomes(centre))["gone-before-import"], undefined);
});

test("UIDs that were given away and have no message are named, but not those from before the first look", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  visited.folder.deliver(mail("m1"), { uid: 500 });
  await pass(visited);
  visited.folder.deliver(mail("m2"), { uid: 503 });
  await pass(visited);
  assert.deepEqual(await outcomes(centre), { "gone-before-import": [501, 502], interaction: [500, 503] });
  visited.folder.deliver(mail("m3", "late"), { uid: 501 });
  await pass(visited);
  assert.deepEqual(await outcomes(centre), { "gone-before-import": [502], interaction: [500, 501, 503] });
});

test("hidden_rows_show_as_unaccounted: what the server has and we do not is alarmed and taken again, what we name and do not have is counted", async (t) => {
  const centre = await testCentre(t, acmeFetching(), { isChecked: false });
  const visited = await testVisit(centre);
  for (let at = 0; at < 300; at += 1) visited.folder.deliver(mail(`m${at}`, "s"));
  await pass(visited);
  await centre.pool.query("DELETE FROM imap_messages WHERE uid = 7");
  await pass(visited);
  assert.match(await visited.fetching.metrics.text(), /postroom_mailbox_strays_total\{mailbox="support@acme.test"\} 1/);
  assert.deepEqual([(await subjects(centre)).length, (await ledger(centre)).unaccounted], [300, 0]);
  await centre.pool.query("UPDATE imap_messages SET interaction_id = 'HIDDEN' WHERE uid IN (8, 9)");
  assert.equal((await ledger(centre)).unaccounted, 2);
});

for (const [after, done] of [
  ["seen", { kind: "seen" }],
  ["move", { kind: "move", to: "Done" }],
  ["delete", { kind: "delete" }],
] as const) {
  test(`after: ${after} happens to what is stored and to nothing else, and once more when a crash came between`, async (t) => {
    const centre = await testCentre(t, acmeFetching({ after, ...(after === "move" ? { moveTo: "Done" } : {}) }));
    const visited = await testVisit(centre);
    const uids = [visited.folder.deliver(mail("m1")), visited.folder.deliver(mail("m2"))];
    const settle = visited.folder.settle.bind(visited.folder);
    let stored: unknown;
    visited.folder.settle = async () => {
      stored = (await outcomes(centre))["interaction"];
      broken();
    };
    await assert.rejects(pass(visited), /ended the connection/);
    assert.deepEqual(stored, uids);
    visited.folder.settle = settle;
    await pass(visited);
    await pass(visited);
    assert.deepEqual(visited.folder.settled, [{ uids, after: done }]);
    assert.equal((await subjects(centre)).length, 2);
  });
}

test("exception_keeps_mail_unacked: while nothing can be stored nothing is done on the server, and the mail comes later", async (t) => {
  const centre = await testCentre(t, acmeFetching({ after: "delete" }));
  const visited = await testVisit(centre);
  visited.folder.deliver(mail("m1"));
  const { performing } = visited.fetching;
  const change = () => Promise.reject(new NotApplied("the database is away"));
  const away = { ...performing, store: { ...performing.store, change } };
  await assert.rejects(pass({ ...visited, fetching: { ...visited.fetching, performing: away } }), NotApplied);
  assert.deepEqual([visited.folder.settled, await subjects(centre)], [[], []]);
  await pass(visited);
  assert.deepEqual([visited.folder.messages.size, (await subjects(centre)).length], [0, 1]);
});

test("a process that was frozen while another took over stores nothing and moves no cursor", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const folder = testFolder(() => centre.clock.wall());
  const frozen = await testVisit(centre, { folder, owner: "p1" });
  const other = await testVisit(centre, { folder, owner: "p2" });
  folder.deliver(mail("m1"));
  await assert.rejects(pass(frozen), AccountLost);
  assert.deepEqual(await subjects(centre), []);
  await pass(other);
  assert.equal((await subjects(centre)).length, 1);
});

test("the address that a mail was delivered to decides its tag, and a forged one leads nowhere else", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const visited = await testVisit(centre);
  const head = ["From: ann@customer.test", "To: undisclosed@customer.test", "Subject: s"];
  const recipientOf = async (...more: readonly string[]) => {
    const uid = visited.folder.deliver([...more, ...head, `X-N: ${more}`, "", `text ${more}`, ""].join("\r\n"));
    await pass(visited);
    const id = await interactionOf(centre, uid);
    const message = await centre.performing.store.read((reading) => reading.messages.byInteraction(id));
    return [message?.interactions[0]?.recipient, message?.envelopeFrom];
  };
  assert.deepEqual(await recipientOf("Return-Path: <bounce@list.test>", "Delivered-To: help+c.1.2@acme.test"), [
    "help+c.1.2@acme.test",
    "bounce@list.test",
  ]);
  assert.deepEqual(await recipientOf("Return-Path: <>", "Delivered-To: root@evil.test"), ["support@acme.test", ""]);
  assert.deepEqual(await recipientOf("X-Nothing: 1"), ["support@acme.test", "ann@customer.test"]);
});

test("agents do not read ledgers", async (t) => {
  const centre = await testCentre(t, acmeFetching());
  const found = await ask(centre.performing.store, readLedger, {
    actor: await centre.as("alice"),
    input: { id: "x", from: undefined, to: undefined },
  });
  assert.deepEqual(found.ok ? undefined : found.refusal.kind, "roleMissing");
});
