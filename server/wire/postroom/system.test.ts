import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxesAnswer, mailboxTestAnswer, systemAnswer } from "@postroom/contract";
import { startPeer as startImap } from "../../adapters/imap/imap-peer.fixture.ts";
import { acme } from "../../testing/centre.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { startExamined } from "./examined.fixture.ts";

const path = "/api/postroom/v1/system";
const imap = { host: "127.0.0.1", tls: "none", user: "support", password: "hunter2-hunter2" };

test("an admin reads what the doctor says of the running server, and what should stand in DNS; nobody else does", async (t) => {
  const file = { ...acme, mailboxes: [{ ...acme.mailboxes[0], imap: { ...imap, port: 1 } }] };
  const http = await startExamined(t, { ...file, settings: { dkim: { domains: ["acme.test"], selectors: ["s1"] } } });
  const answer = await http.ask({ path, as: "root" });
  assert.equal(answer.status, 200, answer.text);
  assert.doesNotMatch(answer.text, /hunter/);
  const { findings, records, examinedAt } = systemAnswer.parse(answer.json);
  assert.equal(examinedAt, "2026-11-23T10:18:00.000Z");
  const of = (area: string) => findings.filter((one) => one.area === area).map(({ level, text }) => `${level} ${text}`);
  assert.deepEqual(of("database"), ["ok answers"]);
  assert.deepEqual(of("relay"), ["warn none: outgoing mail waits in the send queue"]);
  assert.match(of("mailbox support@acme.test").join("\n"), /^fail .*127\.0\.0\.1/m);
  assert.deepEqual(
    records.map(({ name }) => name),
    ["acme.test", "s1-rsa._domainkey.acme.test", "s1-ed._domainkey.acme.test", "_dmarc.acme.test"],
  );
  for (const as of ["alice", "sam"]) {
    const { status, json } = await http.ask({ path, as });
    assert.deepEqual([status, json["statusCode"]], [403, 5]);
  }
  assert.equal((await http.ask({ path })).status, 401);
});

test("a test of what comes in says what the mail server says, and the account is tried at once", async (t) => {
  const { port } = await startImap(t, { SELECT: () => ["* 3 EXISTS", "* OK [UIDVALIDITY 7] x"] });
  const mailboxes = [
    { ...acme.mailboxes[0], imap: { ...imap, port } },
    { address: "away@acme.test", queue: "general", imap: { ...imap, port: 1, user: "away" } },
  ];
  const http = await startExamined(t, { ...acme, mailboxes });
  const listed = mailboxesAnswer.parse((await http.ask({ path: "/api/postroom/v1/mailboxes", as: "root" })).json);
  const tried = async (address: string) => {
    const { id } = listed.mailboxes.find((one) => one.address === address) ?? assert.fail(address);
    const request = { method: "POST", path: `/api/postroom/v1/mailboxes/${id}/tests`, as: "root" };
    const answer = await http.ask({ ...request, body: { direction: "in" }, headers: { "idempotency-key": id } });
    assert.equal(answer.status, 200, answer.text);
    assert.doesNotMatch(answer.text, /hunter/);
    const again = await http.ask({ ...request, body: { direction: "in" }, headers: { "idempotency-key": id } });
    assert.equal(again.text, answer.text, "repeated with its key, it is the same answer");
    return mailboxTestAnswer.parse(answer.json).log;
  };
  const begun = "ok: the account is tried now; the mailbox's health says what comes of it";
  assert.deepEqual(await tried("support@acme.test"), [`ok: 127.0.0.1:${port} lets us in; 3 messages in INBOX`, begun]);
  const [failed, next] = await tried("away@acme.test");
  assert.match(failed ?? "", /^fail: .*127\.0\.0\.1/);
  assert.equal(next, begun);
});

test("a test of what goes out says what the next hop says; a mailbox that sends canary mails sends one at once", async (t) => {
  const peer = await startPeer(t, { certificate: testCertificate });
  const mailboxes = [
    { ...acme.mailboxes[0], canaryEvery: 3_600 },
    { address: "quiet@acme.test", queue: "general" },
  ];
  const http = await startExamined(t, { ...acme, mailboxes }, { relay: `smtps://127.0.0.1:${peer.port}` });
  const { centre } = http;
  const steady = await centre.performing.store.read(async ({ now }) => now.steady);
  const [busy, quiet] = await centre.performing.store.read((reading) => reading.centre.mailboxes());
  await centre.pool.query("INSERT INTO canary_timers (mailbox_id, due) VALUES ($1, $2)", [busy?.id, steady + 60_000]);
  const test = async (id: string | undefined, as = "root") => {
    const where = { method: "POST", path: `/api/postroom/v1/mailboxes/${id}/tests` };
    return http.ask({ ...where, as, body: { direction: "out" } });
  };
  const logOf = async (id: string | undefined) => mailboxTestAnswer.parse((await test(id)).json).log;
  const [hop, certificate, canary] = await logOf(busy?.id);
  assert.match(hop ?? "", /^ok: 127\.0\.0\.1:\d+ answers with TLSv1\.[23]/);
  assert.match(certificate ?? "", /^ok: the certificate holds until /);
  assert.match(canary ?? "", /^ok: a canary mail goes out within seconds/);
  const { rows } = await centre.pool.query("SELECT due FROM canary_timers");
  assert.deepEqual(rows, [{ due: steady }]);
  assert.match((await logOf(quiet?.id)).at(-1) ?? "", /^warn: no mail was sent/);
  assert.ok(peer.lines.every((line) => !line.startsWith("MAIL")));
  assert.deepEqual([(await test("nosuch")).status, (await test(busy?.id, "sam")).status], [404, 403]);
});
