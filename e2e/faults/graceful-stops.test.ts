import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "../support/cometd.ts";
import { dialectA, dialectB } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent, untilQuiet } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { randomFrom } from "../support/random.ts";
import { reckon } from "../support/reckoning.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { startCentre } from "./centre.ts";

// What one process after the other means for those who are served: reliability.md 2.10, P19.

const size = isFull ? { stops: 20, mails: 200 } : { stops: 2, mails: 12 };
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);
const stopMsMax = 30_000;

test(`${size.stops} stops at random under load: each ends in time, no request is cut, nothing becomes unknown, lost or doubled`, {
  timeout: 600_000,
}, async (t) => {
  const random = randomFrom(seed);
  const { server, sink, http, smtp, sam } = await startCentre(t);
  // A next hop that takes its time has many replies outstanding when the server is told to stop.
  sink.fail("dot", { kind: "delay", ms: 400 }, Number.POSITIVE_INFINITY, () => random() < 0.5);
  const source = startMailSource(t, { address: smtp, connections: 4 });
  const listener = await listen(t, { http, userName: "bob", topics: ["/v2/me/emails", "/v2/me/channels"] });
  const agents = await Promise.all([
    startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
    startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB, listener }),
    startScriptedAgent(t, { client: clientOf(http, "cara"), dialect: dialectA }),
  ]);
  const took: number[] = [];
  for (let stop = 0; stop < size.stops; stop++) {
    source.post(size.mails / size.stops);
    await pause(300 + random() * 2_000);
    const begun = performance.now();
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    took.push(Math.round(performance.now() - begun));
    await server.restart();
  }
  await source.finished();
  const completed = () => agents.reduce((sum, agent) => sum + agent.completed.size, 0);
  const endsAt = performance.now() + 120_000;
  while (completed() < size.mails && performance.now() < endsAt) await pause(100);
  await untilQuiet(http, 60_000);
  await Promise.all(agents.map((agent) => agent.stop()));

  const answers = new Map(agents.flatMap((agent) => [...agent.sent]));
  const { lost, doubled, unknown, ...counts } = await reckon(sam, { mails: source.acknowledged, answers }, sink.mails);
  const repeats = agents.map((agent) => Object.fromEntries(agent.repeated));
  const smtpRefusals = Object.fromEntries(source.refusals);
  t.diagnostic(JSON.stringify({ seed, took, ...counts, smtpRefusals, repeats, handshakes: listener.handshakes() }));
  assert.deepEqual({ lost, doubled, unknown }, { lost: [], doubled: [], unknown: [] });
  assert.deepEqual(
    agents.flatMap(({ refused, cut }) => [...refused, ...cut]),
    [],
  );
  assert.ok(
    took.every((ms) => ms < stopMsMax),
    `stops took ${took} ms`,
  );
  assert.deepEqual([counts.mails, counts.answers, completed()], [size.mails, size.mails, size.mails]);
  await assertAudited(server, sam);
  await assertConsistent(server);
});
