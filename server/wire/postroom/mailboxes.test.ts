import assert from "node:assert/strict";
import { test } from "node:test";
import { ledgerAnswer, mailboxesAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { system } from "../../domain/agent/actor.ts";
import { fetchPass } from "../../loops/fetch-pass.ts";
import { acmeFetching, testVisit } from "../../loops/mail-server.fixture.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { noteMailboxFailure } from "../../operations/system/note-mailbox-failure.ts";
import { noteRefused } from "../../operations/system/note-refused.ts";
import { incoming, receive, takeIn } from "../../testing/agent-day.ts";

const path = "/api/postroom/v1/mailboxes";

test("the health of a mailbox: last success, lag, cause in words, alarms; and nowhere what it logs in with", async (t) => {
  const http = await startHttp(t, { file: acmeFetching() });
  const { centre } = http;
  const list = async () => {
    const answer = await http.ask({ path, as: "sam" });
    assert.equal(answer.status, 200, answer.text);
    assert.doesNotMatch(answer.text, /secret-demo-1|"secret"/);
    return mailboxesAnswer.parse(answer.json).mailboxes[0];
  };
  const starting = await list();
  assert.deepEqual([starting?.address, starting?.state, starting?.lastIn], ["support@acme.test", "starting", null]);
  assert.deepEqual(starting?.imap?.user, "support");
  const visited = await testVisit(centre);
  visited.folder.deliver("From: a@b.test\r\nSubject: s\r\n\r\ntext\r\n");
  await fetchPass(visited.fetching, visited.visit);
  const well = await list();
  assert.deepEqual([well?.state, well?.lastIn, well?.alarms], ["ok", "2026-11-23T10:18:00.000Z", []]);
  assert.deepEqual([well?.onServer, well?.waiting, well?.unaccounted, well?.lagSeconds], [1, 0, 0, 0]);
  centre.clock.advance(60_000);
  const cause = "the mail server refused the log-in: no";
  const input = { mailbox: visited.visit.account.mailbox, kind: "log-in", cause, pauseMs: 3_600_000 } as const;
  await performAsSystem(centre.performing, { operation: noteMailboxFailure, actor: system, input });
  centre.clock.advance(300_000);
  const failing = await list();
  assert.deepEqual(
    [failing?.state, failing?.lastIn, failing?.lagSeconds],
    ["failing", "2026-11-23T10:18:00.000Z", 360],
  );
  assert.deepEqual(failing?.cause, {
    ...{ kind: "log-in", text: cause, since: "2026-11-23T10:19:00.000Z", nextTryAt: "2026-11-23T11:19:00.000Z" },
  });
  assert.deepEqual(failing?.alarms, [cause, "no successful look into the account for 6 minutes"]);
});

test("an account that was switched off for long begins anew: nobody is told that nobody looked into it meanwhile", async (t) => {
  const http = await startHttp(t, { file: acmeFetching() });
  const { centre } = http;
  const read = async () => mailboxesAnswer.parse((await http.ask({ path, as: "root" })).json).mailboxes[0];
  const visited = await testVisit(centre);
  await fetchPass(visited.fetching, visited.visit);
  const turn = (enabled: boolean) =>
    http.ask({
      method: "PUT",
      path: `${path}/${visited.visit.account.mailbox}`,
      as: "root",
      body: { imap: { enabled } },
    });
  assert.equal((await turn(false)).status, 200);
  centre.clock.advance(3_600_000);
  assert.deepEqual([(await read())?.state, (await read())?.alarms], ["off", []]);
  assert.equal((await turn(true)).status, 200);
  assert.deepEqual([(await read())?.state, (await read())?.alarms], ["starting", []]);
});

test("the ledger of a mailbox: what came each day and what became of it, by SMTP and from the account", async (t) => {
  const http = await startHttp(t, { file: acmeFetching() });
  const { centre } = http;
  const visited = await testVisit(centre);
  const { mailbox } = visited.visit.account;
  visited.folder.deliver("From: a@b.test\r\nSubject: s\r\n\r\ntext\r\n");
  visited.folder.deliver("From: a@b.test\r\nSubject: s\r\n\r\nlarge\r\n", { size: 100_001 });
  await fetchPass(visited.fetching, visited.visit);
  const mail = await incoming(centre);
  await takeIn(centre, [mail, mail]);
  centre.clock.advance(86_400_000);
  await receive(centre);
  const tallies = [{ mailbox, outcome: "refused:tooBig", count: 1 }];
  await performAsSystem(centre.performing, { operation: noteRefused, actor: system, input: { tallies } });
  const read = async (query = "") => {
    const answer = await http.ask({ path: `${path}/${mailbox}/ledger${query}`, as: "sam" });
    assert.equal(answer.status, 200, answer.text);
    return ledgerAnswer.parse(answer.json).ledger;
  };
  const ledger = await read();
  const none = {
    repeat: 0,
    canary: 0,
    "older-than-start": 0,
    "gone-before-import": 0,
    "unreadable-at-server": 0,
    retrying: 0,
  };
  assert.deepEqual([ledger.from, ledger.to, ledger.unaccounted, ledger.onServer], ["2026-11-18", "2026-11-24", 0, 2]);
  assert.deepEqual(ledger.days, [
    {
      ...{ day: "2026-11-23", imap: { ...none, interaction: 1, "too-big": 1 } },
      ...{ smtp: { accepted: 1, repeated: 1, canary: 0, refused: {} }, unaccounted: 0 },
    },
    {
      ...{ day: "2026-11-24", imap: { ...none, interaction: 0, "too-big": 0 } },
      ...{ smtp: { accepted: 1, repeated: 0, canary: 0, refused: { tooBig: 1 } }, unaccounted: 0 },
    },
  ]);
  assert.deepEqual(
    ledger.named.map(({ uid, outcome, folder }) => [uid, outcome, folder]),
    [[2, "too-big", "INBOX"]],
  );
  assert.deepEqual((await read("?from=2026-11-24&to=2026-11-24")).days.length, 1);
});

test("a mail that was accepted and is not there is unaccounted for", async (t) => {
  const http = await startHttp(t);
  const { centre } = http;
  const id = await receive(centre);
  const [mailbox] = await centre.performing.store.read((reading) => reading.centre.mailboxes());
  const unaccounted = async () =>
    ledgerAnswer.parse((await http.ask({ path: `${path}/${mailbox?.id}/ledger`, as: "root" })).json).ledger.unaccounted;
  assert.equal(await unaccounted(), 0);
  await centre.pool.query("UPDATE message_interactions SET mailbox_id = 'hidden' WHERE interaction_id = $1", [id]);
  assert.equal(await unaccounted(), 1);
});

test("agents are refused, unknown mailboxes are not found, and days that make no sense are refused", async (t) => {
  const http = await startHttp(t);
  const refusal = async (tail: string, as = "sam") => {
    const { status, json } = await http.ask({ path: `${path}${tail}`, as });
    return [status, json["statusCode"]];
  };
  const [mailbox] = await http.centre.performing.store.read((reading) => reading.centre.mailboxes());
  const ledger = `/${mailbox?.id}/ledger`;
  assert.deepEqual(await refusal("", "alice"), [403, 5]);
  assert.deepEqual(await refusal(ledger, "alice"), [403, 5]);
  assert.deepEqual(await refusal("/nosuch/ledger"), [404, 6]);
  assert.deepEqual(await refusal(`${ledger}?from=2026-11-24&to=2026-11-23`), [400, 2]);
  assert.deepEqual(await refusal(`${ledger}?from=2026-01-01&to=2026-11-23`), [400, 10]);
  assert.deepEqual(await refusal(`${ledger}?from=yesterday`), [400, 10]);
  assert.deepEqual(await refusal(`${ledger}?colour=red`), [400, 10]);
});

test("an admin has an account tried at once; others are refused, mailboxes without account are not found", async (t) => {
  const http = await startHttp(t, { file: acmeFetching() });
  const [mailbox] = await http.centre.performing.store.read((reading) => reading.centre.mailboxes());
  const post = async (as: string, id = mailbox?.id, body: unknown = { direction: "in" }) => {
    const { status, json } = await http.ask({ method: "POST", path: `${path}/${id}/tests`, as, body });
    return [status, json["statusCode"]];
  };
  assert.deepEqual(await post("root"), [200, 0]);
  for (const as of ["alice", "sam"]) assert.deepEqual(await post(as), [403, 5]);
  assert.deepEqual(await post("root", "nosuch"), [404, 6]);
  assert.deepEqual(await post("root", mailbox?.id, { direction: "sideways" }), [400, 10]);
  await http.centre.pool.query("DELETE FROM imap_accounts");
  assert.deepEqual(await post("root"), [404, 6]);
});
