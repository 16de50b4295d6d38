import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions, untilQuiet } from "../support/operator.ts";
import { needsPeers, runPeer } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

// Just below what one sender may have waiting (mail.md 2.3), from more at once than one commit takes before reading steps aside.
const size = { mails: 19_500, quietMs: 300_000 };
const visibleMs = 10_000;

test("while one sender floods, another's mail is read within ten seconds, and nothing that was accepted is missing", {
  skip: isFull ? needsPeers("smtp-source").skip : "POSTROOM_FAULTS=full floods it",
  timeout: 590_000,
}, async (t) => {
  const { http, smtp } = (await startServer(t, { team: await writeTeam(t, await acmeWith({})) })).ready();
  const sam = clientOf(http, "sam");
  const words = ["-s", "50", "-m", String(size.mails), "-l", "2048", "-f", "flood@customer.test"];
  const flood = { isOver: false };
  const flooding = runPeer("smtp-source", [...words, "-t", "support@acme.test", smtp], 300_000).finally(() => {
    flood.isOver = true;
  });
  const reading: Promise<unknown>[] = [];
  while (!flood.isOver) {
    const from = `someone${reading.length}@customer.test`;
    const id = await mailIn(t, smtp, { from });
    const row = async () => (await sam.get(`/interactions/${id}?fields=*`)).text;
    // A contact is found when a mail is read.
    reading.push(eventually(row, (text) => /"contactId":"\w/.test(text), visibleMs));
    await pause(250);
  }
  const { code, stderr } = await flooding;
  assert.equal(code, 0, stderr);
  assert.ok(reading.length > 2, `${reading.length} mails of others`);
  await Promise.all(reading);
  await untilQuiet(sam, size.quietMs);
  assert.equal((await allInteractions(sam, "", 1_000)).length, size.mails + reading.length);
});
