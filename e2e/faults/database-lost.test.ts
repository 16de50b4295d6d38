import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { dialectA, dialectB } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { startMailSource } from "../support/mail-source.ts";
import { startProbe } from "../support/probe.ts";
import { reckon } from "../support/reckoning.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { runPostroom } from "../support/server.ts";
import { backAgain, startCentre } from "./centre.ts";

const mails = 48;
/** How long the database is kept dead: longer than a request waits for it (reliability.md 2.9). */
const deadMs = 5_000;

test("PostgreSQL is killed under load: 451, 503 with Retry-After, back within 10 s, nothing lost", {
  timeout: 180_000,
}, async (t) => {
  const { server, sink, http, smtp, sam } = await startCentre(t);
  const source = startMailSource(t, { address: smtp, connections: 4 });
  const agents = await Promise.all([
    startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
    startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB }),
    startScriptedAgent(t, { client: clientOf(http, "cara"), dialect: dialectA }),
  ]);
  const { pid } = server.ready();
  const probe = startProbe(t, sam);
  source.post(mails / 2);
  await eventually(
    async () => source.acknowledged.size,
    (size) => size >= mails / 4,
    30_000,
  );
  source.post(mails / 2);
  const kills = await keepDead(server.data, deadMs);

  const acknowledgedBy = await backAgain(t, server);
  const answers = await probe.stop();

  await source.finished();
  const completed = () => agents.reduce((sum, agent) => sum + agent.completed.size, 0);
  await eventually(
    async () => completed(),
    (count) => count >= mails + 1,
    60_000,
  );
  await untilQuiet(http);
  await Promise.all(agents.map((agent) => agent.stop()));

  const refusals = Object.fromEntries(source.refusals);
  const statuses = Map.groupBy(answers, ({ status }) => status);
  const { lost, doubled, unknown, ...counts } = await reckon(
    sam,
    { mails: source.acknowledged, answers: new Map(agents.flatMap((agent) => [...agent.sent])) },
    sink.mails,
  );
  t.diagnostic(
    JSON.stringify({
      ...{
        kills,
        backMs: Math.round(acknowledgedBy),
        ...counts,
        unknown,
        lost: lost.length,
        doubled: doubled.length,
        smtpRefusals: refusals,
      },
      http: Object.fromEntries([...statuses].map(([status, all]) => [status, all.length])),
    }),
  );
  assert.deepEqual(Object.keys(refusals), ["451"], "what SMTP refused with");
  assert.deepEqual([...statuses.keys()].sort(), [200, 503]);
  for (const { headers, text } of statuses.get(503) ?? [])
    assert.match(headers.get("retry-after") ?? "", /^\d+$/, text);
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  assert.deepEqual(
    agents.flatMap((agent) => agent.refused),
    [],
  );
  assert.equal(server.ready().pid, pid);
  await assertAudited(server, sam);
  await assertConsistent(server);
});

test("a second server on the same directory is refused in one line, and the first goes on", async (t) => {
  const { server, smtp, sam } = await startCentre(t);
  const second = await runPostroom(["serve", "--data", server.data, "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]);
  assert.equal(second.code, 2);
  assert.equal(second.stdout, "");
  assert.equal(second.stderr.trim().split("\n").length, 1, second.stderr);
  assert.match(second.stderr, new RegExp(`another postroom \\(pid ${server.ready().pid}\\) serves this directory`));
  await mailIn(t, smtp);
  await assertAudited(server, sam);
  await assertConsistent(server);
});

/** Kills every PostgreSQL of this data directory as soon as it is there, for so long. Value: how many. */
async function keepDead(data: string, forMs: number): Promise<number> {
  const killed = new Set<string>();
  for (const endsAt = performance.now() + forMs; performance.now() < endsAt; await pause(20)) {
    const file = await readFile(join(data, "postgres", "postmaster.pid"), "utf8").catch(() => "");
    const pid = Number.parseInt(file, 10);
    if (!(pid > 1) || killed.has(file)) continue;
    killed.add(file);
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  return killed.size;
}
