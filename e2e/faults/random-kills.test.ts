import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "../support/cometd.ts";
import { dialectA, dialectB } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent, deliveryOf, untilQuiet } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { randomFrom } from "../support/random.ts";
import { reckon } from "../support/reckoning.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import type { RunningServer } from "../support/server.ts";
import { startCentre } from "./centre.ts";

// POSTROOM_FAULTS=full runs at the size that a release must show: 30 kills, 300 mails (some minutes). Without it: a smaller run.
// POSTROOM_FAULTS_SEED=<number> repeats the moments of an earlier run's kills, as far as the machine agrees.

const size = isFull ? { kills: 30, mails: 300 } : { kills: 3, mails: 30 };
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);
/** A share of the replies to the final dot that the next hop loses, and of those that it defers. */
const faults = { lostReplies: 0.04, deferrals: 0.04 };

const underWay = new Set(["waiting", "sending", "retrying"]);

test(`${size.kills} kills at random while ${size.mails} mails come in and are answered: 0 lost, 0 doubled`, {
  timeout: 600_000,
}, async (t) => {
  const random = randomFrom(seed);
  const begun = performance.now();
  const { server, sink, http, smtp, sam } = await startCentre(t);
  sink.fail("dot", { kind: "lose-reply" }, Number.POSITIVE_INFINITY, () => random() < faults.lostReplies);
  sink.fail(
    "dot",
    { kind: "reply", text: "451 4.3.0 not now" },
    Number.POSITIVE_INFINITY,
    () => random() < faults.deferrals,
  );
  const source = startMailSource(t, { address: smtp, connections: 4 });
  const listener = await listen(t, { http, userName: "bob", topics: ["/v2/me/emails", "/v2/me/channels"] });
  const agents = await Promise.all([
    startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
    startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB, listener }),
    startScriptedAgent(t, { client: clientOf(http, "cara"), dialect: dialectA }),
  ]);

  for (let kill = 0, left: number = size.mails; kill < size.kills; kill++) {
    const now = Math.ceil(left / (size.kills - kill));
    left -= now;
    source.post(now);
    await pause(300 + random() * 2_700);
    await server.kill();
    // Every fourth is killed again while it starts.
    if (kill % 4 === 3) await killWhileStarting(server, random() * 1_200);
    await server.restart();
  }
  await source.finished();
  const completed = () => agents.reduce((sum, agent) => sum + agent.completed.size, 0);
  const endsAt = performance.now() + 120_000;
  while (completed() < size.mails && performance.now() < endsAt) await pause(100);
  await untilQuiet(http, 60_000);
  await Promise.all(agents.map((agent) => agent.stop()));
  // A retry that waits for its time is quiet too, and may begin at any moment.
  const answered = agents.flatMap((agent) => [...agent.sent.keys()]);
  await eventually(
    () => Promise.all(answered.map((draft) => deliveryOf(sam, draft))),
    (deliveries) => deliveries.every(({ state }) => !underWay.has(state)),
    60_000,
  );
  await untilQuiet(http);

  const answers = new Map(agents.flatMap((agent) => [...agent.sent]));
  const { lost, doubled, unknown, ...counts } = await reckon(sam, { mails: source.acknowledged, answers }, sink.mails);
  const repeats = agents.map((agent) => Object.fromEntries(agent.repeated));
  t.diagnostic(
    JSON.stringify({
      ...{
        seed,
        kills: size.kills,
        ...counts,
        atNextHop: sink.mails.length,
        lost: lost.length,
        doubled: doubled.length,
      },
      ...{ smtpRefusals: Object.fromEntries(source.refusals), repeats, handshakes: listener.handshakes() },
      seconds: Math.round((performance.now() - begun) / 1_000),
    }),
  );
  for (const one of unknown) t.diagnostic(`unknown: ${one}`);
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  assert.deepEqual(
    agents.flatMap((agent) => agent.refused),
    [],
  );
  assert.deepEqual([counts.mails, counts.answers, completed()], [size.mails, size.mails, size.mails]);
  await assertAudited(server, sam);
  await assertConsistent(server);
});

async function killWhileStarting(server: RunningServer, afterMs: number): Promise<void> {
  const starting = server.restart().catch(() => undefined);
  await pause(afterMs);
  await server.kill();
  await starting;
}
