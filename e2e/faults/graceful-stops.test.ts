import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "../support/cometd.ts";
import { dialectA, dialectB } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { randomFrom } from "../support/random.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { startCentre } from "./centre.ts";
import { endOfDay } from "./end-of-day.ts";

// What one process after the other means for those who are served: reliability.md 2.10, P19.

const size = isFull ? { stops: 20, mails: 200 } : { stops: 2, mails: 12 };
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);
const stopMsMax = 30_000;

test(`${size.stops} stops at random under load: each ends in time, no request is cut, nothing becomes unknown, lost or doubled`, {
  timeout: 600_000,
}, async (t) => {
  const random = randomFrom(seed);
  const centre = await startCentre(t);
  const { server, sink, http, smtp, sam } = centre;
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
  const outcome = await endOfDay(centre, { source, agents }, size.mails);
  t.diagnostic(JSON.stringify({ seed, took, ...outcome, handshakes: listener.handshakes() }));
  assert.deepEqual(outcome.unknown, []);
  assert.deepEqual(
    agents.flatMap(({ cut }) => cut),
    [],
  );
  assert.ok(
    took.every((ms) => ms < stopMsMax),
    `stops took ${took} ms`,
  );
  assert.deepEqual([outcome.mails, outcome.answers, outcome.completed], [size.mails, size.mails, size.mails]);
  await assertAudited(server, sam);
  await assertConsistent(server);
});
