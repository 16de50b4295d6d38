import assert from "node:assert/strict";
import { test } from "node:test";
import { ledgerAnswer, mailboxesAnswer } from "@postroom/contract";
import { startHttp } from "../adapters/http/http.fixture.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { system } from "../domain/agent/actor.ts";
import { performAsSystem } from "../operations/perform.ts";
import { holdAll } from "../operations/supervisor/hold-all.ts";
import { noteMailboxFailure } from "../operations/system/note-mailbox-failure.ts";
import type { MailTransport } from "../ports/mail.ts";
import { doneBy, load } from "../testing/agent-day.ts";
import { lastingLease } from "../testing/lasting-lease.ts";
import { receiveRaw } from "../testing/received-reports.ts";
import { openTransport } from "../testing/relay.ts";
import { type PeerAnswer, startPeer } from "../testing/smtp-peer.ts";
import { sendCanaries } from "./canaries.ts";
import { fetchPass } from "./fetch-pass.ts";
import { acmeFetching, testVisit } from "./mail-server.fixture.ts";
import { watchOnce } from "./watcher.ts";

const path = "/api/postroom/v1/mailboxes";
const stepMs = 30_000;

/** The team, whose mailbox sends a canary mail every hour, and a next hop that answers as a test says. */
async function started(t: Parameters<typeof startHttp>[0], answer: PeerAnswer = () => undefined, settings = {}) {
  const acme = acmeFetching();
  const file = { ...acme, settings };
  const mailboxes = file.mailboxes.map((mailbox) => ({ ...mailbox, canaryEvery: 3_600 }));
  const http = await startHttp(t, { file: { ...file, mailboxes } });
  const { centre } = http;
  const peer = await startPeer(t, { answer });
  const metrics = createMetrics();
  const relay = openTransport(t, peer.port);
  const mailbox = async () => {
    const { json } = await http.ask({ path, as: "sam" });
    const [found] = mailboxesAnswer.parse(json).mailboxes;
    assert.ok(found);
    return found;
  };
  const visited = await testVisit(centre);
  return {
    ...{ http, centre, peer, mailbox, ...visited },
    send: (transport: MailTransport | undefined = relay) =>
      sendCanaries({ performing: centre.performing, transport, metrics, lease: lastingLease }),
    withoutRelay: () =>
      sendCanaries({ performing: centre.performing, transport: undefined, metrics, lease: lastingLease }),
    watch: () => watchOnce(centre.performing, metrics, new Map()),
    /** What the next hop has got, as it is delivered. */
    sent: () => peer.bodies.map((body) => body.subarray(0, -3)),
    pass: () => fetchPass(visited.fetching, visited.visit),
    interactions: async () =>
      (await centre.pool.query("SELECT count(*)::int AS count FROM interactions")).rows[0].count,
    ledger: async () => {
      const { json } = await http.ask({ path: `${path}/${(await mailbox()).id}/ledger`, as: "sam" });
      return ledgerAnswer.parse(json).ledger;
    },
  };
}

test("a canary mail goes out each hour, makes no interaction, is named in the ledger and taken off the server; its round trip is shown", async (t) => {
  const { centre, peer, folder, send, sent, pass, mailbox, interactions, ledger } = await started(t);
  await send();
  await send();
  assert.deepEqual(
    peer.lines.filter((line) => /^(MAIL|RCPT)/.test(line)),
    ["MAIL FROM:<>", "RCPT TO:<support@acme.test>"],
  );
  assert.equal((await mailbox()).canary, null);
  folder.deliver(sent()[0] ?? "");
  folder.deliver("From: a@b.test\r\nSubject: s\r\n\r\ntext\r\n");
  centre.clock.advance(3_900);
  await pass();
  await pass();
  const at = new Date(centre.clock.wall()).toISOString();
  assert.deepEqual((await mailbox()).canary, { at, seconds: 3.9 });
  assert.deepEqual([await interactions(), folder.messages.size], [1, 1]);
  const { days, unaccounted, named } = await ledger();
  assert.deepEqual([days[0]?.imap.canary, days[0]?.imap.interaction, unaccounted], [1, 1, 0]);
  assert.deepEqual(
    named.map(({ outcome, interactionId }) => [outcome, interactionId]),
    [["canary", null]],
  );
  centre.clock.advance(3_590_000);
  await send();
  assert.equal(peer.bodies.length, 1);
  centre.clock.advance(10_000);
  await send();
  assert.equal(peer.bodies.length, 2);
});

test("by SMTP too; the same canary again is the same; another mail with its id is kept, and offered to nobody", async (t) => {
  const { centre, send, sent, mailbox, interactions, ledger } = await started(t);
  await send();
  const [canary = Buffer.of()] = sent();
  centre.clock.advance(500);
  await receiveRaw(centre, canary);
  await receiveRaw(centre, Buffer.concat([Buffer.from("Received: from b by c\r\n"), canary]));
  assert.deepEqual([await interactions(), (await mailbox()).canary?.seconds], [0, 0.5]);
  const changed = await receiveRaw(centre, Buffer.concat([canary, Buffer.from("Where is my order?\r\n")]));
  assert.equal((await load(centre, changed)).userData["ParkedBecause"], "loop-mark");
  const { days, unaccounted } = await ledger();
  assert.deepEqual([days[0]?.smtp, unaccounted], [{ accepted: 1, repeated: 0, canary: 2, refused: {} }, 0]);
  const stranger = Buffer.from(canary.toString().replace(/<canary\.\w+@/, `<canary.${"0".repeat(32)}@`));
  assert.equal((await load(centre, await receiveRaw(centre, stranger))).userData["ParkedBecause"], "loop-mark");
});

/** Goes on until something is wrong with the mailbox. Value: after how many seconds, and what. */
async function alarmed({ centre, watch, mailbox }: Awaited<ReturnType<typeof started>>, each = async () => {}) {
  const from = centre.clock.wall();
  while (centre.clock.wall() - from < 600_000) {
    await each();
    await watch();
    const text = (await mailbox()).alarms.find((one) => one.startsWith("the canary mail"));
    if (text !== undefined) return { text, seconds: (centre.clock.wall() - from) / 1_000 };
    centre.clock.advance(stepMs);
  }
  return undefined;
}

test("a canary that does not come back is alarmed within five minutes with the cause, and the alarm ends when one does, late or anew", async (t) => {
  const setting = await started(t);
  const { centre, send, sent, folder, pass, watch, mailbox, visit } = setting;
  await pass();
  await send();
  const silent = await alarmed(setting, pass);
  assert.equal(
    silent?.text,
    "the canary mail of 4 minutes ago was handed over (250 2.0.0 queued as PEER1) and has not come back",
  );
  assert.ok(silent.seconds <= 300, `${silent.seconds} s`);
  folder.deliver(sent()[0] ?? "");
  await pass();
  await watch();
  assert.deepEqual((await mailbox()).alarms, []);
  centre.clock.advance(3_600_000);
  await pass();
  await send();
  const input = {
    mailbox: visit.account.mailbox,
    kind: "folder",
    cause: "the folder cannot be opened: INBOX",
    pauseMs: 5_000,
  } as const;
  await performAsSystem(centre.performing, { operation: noteMailboxFailure, actor: system, input });
  const failing = await alarmed(setting);
  assert.match(failing?.text ?? "", /has not come back: the folder cannot be opened: INBOX$/);
});

test("one that is not taken is alarmed with what the next hop said, another one follows soon, and all is well when that comes back", async (t) => {
  let isRefused = true;
  const answer: PeerAnswer = (verb) => (isRefused && verb === "RCPT" ? "550 5.7.1 not from you" : undefined);
  const setting = await started(t, answer);
  const { centre, send, sent, folder, pass, watch, mailbox, peer, withoutRelay } = setting;
  await send();
  const refused = await alarmed(setting, async () => void (await send()));
  assert.match(
    refused?.text ?? "",
    /^the canary mail of 4 minutes ago was not handed over: 550 5\.7\.1 .*not from you/,
  );
  assert.ok((refused?.seconds ?? 999) <= 300);
  isRefused = false;
  centre.clock.advance(stepMs * 2);
  await send();
  assert.equal(peer.bodies.length, 1);
  folder.deliver(sent()[0] ?? "");
  await pass();
  await watch();
  assert.deepEqual((await mailbox()).alarms, []);
  centre.clock.advance(3_600_000);
  await pass();
  await withoutRelay();
  assert.match((await alarmed(setting))?.text ?? "", /not handed over: no relay is configured$/);
});

test("while all outgoing mail is held no canary goes out", async (t) => {
  const { centre, send, peer } = await started(t);
  await doneBy(centre, "sam", holdAll, { input: { row: "Hold" } });
  await send();
  assert.equal(peer.lines.length, 0);
});

test("canaries that reach no next hop use up nothing of the account's quota, one that was refused does", async (t) => {
  let said: string | undefined = "421 4.3.2 not now";
  const answer: PeerAnswer = (verb) => (verb === "MAIL" ? said : undefined);
  const { centre, send, peer } = await started(t, answer, { sendQuota: { messagesPerDay: 9, recipientsPerDay: 9 } });
  const used = async () => {
    const { rows } = await centre.pool.query("SELECT state FROM relay_quotas");
    return Object.values<readonly (readonly number[])[]>(rows[0].state.used).map((slots) =>
      slots.reduce((sum, [, count = 0]) => sum + count, 0),
    );
  };
  for (let hour = 0; hour < 3; hour++) {
    await send();
    centre.clock.advance(3_600_000);
  }
  assert.ok(
    (await used()).every((count) => count === 0),
    `${await used()}`,
  );
  assert.equal(peer.bodies.length, 0);
  said = "550 5.7.1 not from you";
  await send();
  assert.ok(
    (await used()).every((count) => count === 1),
    `${await used()}`,
  );
});
