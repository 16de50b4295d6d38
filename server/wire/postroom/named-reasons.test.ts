import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ledgerAnswer, operatorRowsAnswer } from "@postroom/contract";
import { startHttp, type TestHttp } from "../../adapters/http/http.fixture.ts";
import { createMetrics } from "../../adapters/metrics/prometheus.ts";
import { createClamd } from "../../adapters/scanner/clamd.ts";
import { eicar, startClamd } from "../../adapters/scanner/clamd-peer.fixture.ts";
import { parkedReasons } from "../../domain/mail/placing.ts";
import { fetchPass } from "../../loops/fetch-pass.ts";
import { acmeFetching, type TestVisit, testVisit, unreadable } from "../../loops/mail-server.fixture.ts";
import { readSome } from "../../loops/reader.ts";
import { mail, parkedMails, parking, readIn } from "../../operations/system/parked-mails.fixture.ts";
import { load, readAndRoute, receive } from "../../testing/agent-day.ts";

const file = { ...acmeFetching({ from: "2026-11-20" }), settings: parking.settings };
const boxes = file.mailboxes.map((mailbox) => ({ ...mailbox, spam: "park" }));

const raw = (id: string) =>
  `From: Ann <ann@customer.test>\r\nSubject: ${id}\r\nMessage-ID: <${id}@c.test>\r\n\r\ntext\r\n`;

type Setting = { readonly http: TestHttp; readonly visited: TestVisit };

async function started(t: TestContext): Promise<Setting> {
  const http = await startHttp(t, { file: { ...file, mailboxes: boxes } });
  return { http, visited: await testVisit(http.centre) };
}

/** Reasons that a mailbox's account gives, each with its mail on the server. */
async function fillAccount({ visited, http }: Setting): Promise<void> {
  const { folder, fetching, visit } = visited;
  folder.deliver(raw("first"));
  await fetchPass(fetching, visit);
  folder.deliver(raw("repeat").replaceAll("repeat", "first"));
  folder.deliver(raw("older"), { arrivedAt: Date.UTC(2026, 10, 1, 8) });
  folder.deliver(raw("big"), { size: 100_001 });
  const bad = folder.deliver(raw("bad"));
  folder.beforeGiving = (uid) => uid === bad && unreadable();
  folder.uidNext += 1;
  for (const minutes of [0, 11, 55]) {
    http.centre.clock.advance(minutes * 60_000);
    await fetchPass(fetching, visit);
  }
  folder.beforeGiving = () => undefined;
  await readAndRoute(http.centre);
}

/** A mail that crashes whoever reads it, a mail with a virus, an answer of a robot in its thread. Value: their interactions. */
async function special(t: TestContext, { http: { centre } }: Setting) {
  const { performing, wake, reader } = centre;
  const poison = await receive(centre, { headers: ["From: poison@customer.test", "To: support@acme.test"] });
  const dying = { read: () => Promise.reject(new Error("the thread died")), stop: async () => undefined };
  for (const _ of [1, 2, 3]) await assert.rejects(readSome(performing, dying, wake), AggregateError);
  await readAndRoute(centre);
  const headers = [
    "From: ann@customer.test",
    "To: support@acme.test",
    "MIME-Version: 1.0",
    "Content-Type: application/x",
  ];
  const infected = await receive(centre, { headers, body: eicar });
  const scanner = createClamd({ at: (await startClamd(t)).at, scanMs: 5_000 });
  await readSome(performing, reader, wake, { scanning: { scanner, metrics: createMetrics() } });
  await readIn(centre, mail("X-Thread: 1"));
  const robot = ["From: ann@customer.test", "To: support@acme.test", "Auto-Submitted: auto-replied"];
  const attached = await readIn(centre, { headers: [...robot, "In-Reply-To: <a@customer.test>"] });
  return { poison, infected, attached };
}

const rowsIn = async ({ http }: Setting, queue: string) => {
  const answer = await http.ask({ path: `/api/v2/interactions?queue=${queue}&fields=*&limit=100`, as: "sam" });
  return operatorRowsAnswer.parse(answer.json).interactions;
};

async function ledgerOf({ http, visited }: Setting) {
  const path = `/api/postroom/v1/mailboxes/${visited.visit.account.mailbox}/ledger`;
  return ledgerAnswer.parse((await http.ask({ path, as: "sam" })).json).ledger;
}

async function reasonOf({ http }: Setting, id: string): Promise<string> {
  const { json } = await http.ask({ path: `/api/v2/interactions/${id}`, as: "sam" });
  return String(Object(json["interaction"]).userData.ParkedBecause);
}

async function keepsOriginal({ http }: Setting, id: string): Promise<void> {
  const answer = await http.ask({ path: `/api/v2/interactions/${id}/raw`, as: "sam" });
  assert.equal(answer.status, 200, id);
  assert.match(answer.text, /^From: /m);
}

test("one mail of each of the twenty reasons: each has its row and its original, and released it is an ordinary e-mail with its date", async (t) => {
  const setting = await started(t);
  const { http, visited } = setting;
  const reasons = new Set<string>();
  for (const make of Object.values(parkedMails)) await make(http.centre);
  await fillAccount(setting);
  const { poison, infected, attached } = await special(t, setting);

  const parked = await rowsIn(setting, "parked");
  assert.equal(parked.length, parkedReasons.length);
  for (const { id, receivedAt } of parked) {
    reasons.add(await reasonOf(setting, id));
    await keepsOriginal(setting, id);
    const body = { operationName: "MoveToQueue", queueName: "support", position: "keep" };
    const moved = await http.ask({ method: "POST", path: `/api/v2/interactions/${id}`, as: "sam", body });
    assert.equal(moved.status, 200, moved.text);
    const released = (await rowsIn(setting, "support")).find((row) => row.id === id);
    assert.deepEqual([released?.receivedAt, released?.state], [receivedAt, "Queued"]);
  }
  assert.deepEqual(await rowsIn(setting, "parked"), []);
  assert.deepEqual([...reasons].sort(), [...parkedReasons].sort());

  const { named, unaccounted } = await ledgerOf(setting);
  const outcomes = named.map(({ outcome }) => outcome).filter((outcome) => outcome !== "too-big");
  assert.deepEqual(outcomes.sort(), ["gone-before-import", "older-than-start", "repeat", "unreadable-at-server"]);
  assert.equal(unaccounted, 0);
  for (const outcome of outcomes) reasons.add(outcome);
  const gone = named.find(({ outcome }) => outcome === "gone-before-import");
  visited.folder.deliver(raw("back"), { uid: gone?.uid ?? 0, arrivedAt: Date.UTC(2026, 10, 22, 9) });
  for (const { uid, uidValidity, folder, outcome } of named.filter((one) => one.outcome !== "too-big")) {
    const path = `/api/postroom/v1/mailboxes/${visited.visit.account.mailbox}/imports`;
    const body = { uid, uidValidity, folder };
    assert.equal((await http.ask({ method: "POST", path, as: "alice", body })).status, 403);
    assert.equal((await http.ask({ method: "POST", path, as: "sam", body })).status, 200, outcome);
    assert.equal((await http.ask({ method: "POST", path, as: "sam", body })).status, 400, outcome);
  }
  await fetchPass(visited.fetching, visited.visit);
  await readAndRoute(http.centre);
  const released = (await rowsIn(setting, "support")).filter(({ subject }) =>
    /^(?:first|older|bad|back)$/.test(subject ?? ""),
  );
  const dates = released.map(({ subject, receivedAt }) => [subject, receivedAt.slice(0, 10)]).sort();
  const today = "2026-11-23";
  assert.deepEqual(dates, [
    ["back", "2026-11-22"],
    ["bad", today],
    ["first", today],
    ["first", today],
    ["older", "2026-11-01"],
  ]);
  for (const { id } of released) await keepsOriginal(setting, id);
  assert.deepEqual((await ledgerOf(setting)).unaccounted, 0);

  for (const [id, key, words] of [
    [poison, "MailDefects", /the message/],
    [infected, "Quarantined", /Eicar-Test-Signature/],
  ] as const) {
    reasons.add(key);
    const { state, userData } = await load(http.centre, id);
    // Alice is Ready: it is offered like any other.
    assert.match(state, /^(?:Queued|Invited)$/);
    assert.match(String(userData[key]), words);
    await keepsOriginal(setting, id);
  }
  reasons.add("attached");
  const { state, userData } = await load(http.centre, attached);
  assert.deepEqual([state, userData["MailClass"]], ["Completed", "autoreply-ooo"]);
  await keepsOriginal(setting, attached);
  assert.equal(reasons.size, 20);
});
