import assert from "node:assert/strict";
import test from "node:test";
import { dialectA, dialectB } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { needsPeers } from "../support/peers.ts";
import { startPostgres } from "../support/postgres.ts";
import { randomFrom } from "../support/random.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { startCentre } from "./centre.ts";
import { startCommitProxy } from "./commit-proxy.ts";
import { endOfDay } from "./end-of-day.ts";

// reliability.md 2.9 and 6: a COMMIT of which nobody hears whether it was done.

const size = { mails: 150 };
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);
/** Of all transactions. */
const share = { reply: 0.03, request: 0.02 };

test(`COMMITs that are lost on their way or back, while ${size.mails} mails come in and are answered: nothing lost, doubled or unknown`, {
  ...(isFull ? needsPeers("initdb", "postgres") : { skip: "POSTROOM_FAULTS=full shows it" }),
  timeout: 600_000,
}, async (t) => {
  const random = randomFrom(seed);
  let isOn = false;
  const proxy = await startCommitProxy(t, await startPostgres(t), () => {
    const drawn = random();
    return !isOn || drawn > share.reply + share.request ? undefined : drawn < share.reply ? "reply" : "request";
  });
  const centre = await startCentre(t, { database: proxy.url });
  const { server, http, smtp, sam } = centre;
  const source = startMailSource(t, { address: smtp, connections: 4 });
  const agents = await Promise.all([
    startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
    startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB }),
  ]);
  isOn = true;
  source.post(size.mails);
  const outcome = await endOfDay(centre, { source, agents }, size.mails);
  isOn = false;
  t.diagnostic(JSON.stringify({ seed, lost: proxy.lost(), ...outcome }));
  assert.ok(proxy.lost().reply > 10 && proxy.lost().request > 5, JSON.stringify(proxy.lost()));
  assert.deepEqual(outcome.unknown, []);
  assert.deepEqual([outcome.mails, outcome.answers, outcome.completed], [size.mails, size.mails, size.mails]);
  await assertAudited(server, sam);
  await assertConsistent(server, proxy.url);
});
