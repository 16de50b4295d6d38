import assert from "node:assert/strict";
import { test } from "node:test";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { system } from "../domain/agent/actor.ts";
import type { SourceTrouble } from "../domain/mail/mailbox-trouble.ts";
import { performAsSystem } from "../operations/perform.ts";
import { noteMailboxFailure } from "../operations/system/note-mailbox-failure.ts";
import { readAndRoute, ready, receive } from "../testing/agent-day.ts";
import { type Centre, testCentre } from "../testing/centre.ts";
import { runDue } from "./clock.ts";
import { fetchPass } from "./fetch-pass.ts";
import { acmeFetching, testVisit } from "./mail-server.fixture.ts";
import { type Shown, watchOnce, watchStuck } from "./watcher.ts";

const minuteMs = 60_000;

async function started(...given: Parameters<typeof testCentre>) {
  const centre = await testCentre(...given);
  const metrics = createMetrics();
  const shown: Shown = new Map();
  const mailbox = (await centre.performing.store.read((reading) => reading.centre.mailboxes()))[0]?.id ?? "";
  return {
    centre,
    metrics,
    watch: () => watchOnce(centre.performing, metrics, shown),
    fail: async (kind: SourceTrouble, cause: string) => {
      const input = { mailbox, kind, cause, pauseMs: 5_000 };
      await performAsSystem(centre.performing, { operation: noteMailboxFailure, actor: system, input });
    },
    alarmed: async () =>
      (await metrics.text())
        .split("\n")
        .filter((line) => line.startsWith("postroom_mailbox_alarm{"))
        .map((line) => line.replace(/^.*kind="(.*)"\} /, "$1 ")),
  };
}

/** What was told since, oldest first, as the outbox has it. */
async function told({ pool }: Centre) {
  const { rows } = await pool.query("DELETE FROM outbox RETURNING id, event");
  const events = rows.toSorted((a, b) => a.id - b.id).map(({ event }) => event);
  return {
    audit: events.flatMap(({ kind, thing, name, operation, note }) =>
      kind === "ConfigurationChanged" && thing === "mailbox" ? [[name, operation, note]] : [],
    ),
    desks: events.flatMap(({ kind, user, thing }) =>
      kind === "DeskChanged" && thing.about === "mailbox" ? [{ user, thing }] : [],
    ),
  };
}

test("an account that cannot be read is alarmed within five minutes with its cause, told once to supervisors and admins, and called off", async (t) => {
  const { centre, watch, fail, alarmed } = await started(t, acmeFetching());
  const visited = await testVisit(centre);
  await fetchPass(visited.fetching, visited.visit);
  await watch();
  await told(centre);
  assert.deepEqual(await alarmed(), []);
  const failedAt = centre.clock.wall();
  const cause = "the mail server cannot be reached: refused";
  while ((await alarmed()).length === 0 && centre.clock.wall() - failedAt < 10 * minuteMs) {
    centre.clock.advance(30_000);
    await fail("connect", cause);
    await watch();
  }
  assert.ok(centre.clock.wall() - failedAt <= 5 * minuteMs);
  assert.deepEqual(await alarmed(), ["connect 1"]);
  await watch();
  const { audit, desks } = await told(centre);
  assert.deepEqual(audit, [["support@acme.test", "Alarm", cause]]);
  const [sam, root] = [(await centre.as("sam")).id, (await centre.as("root")).id];
  assert.deepEqual(desks.map(({ user }) => user).sort(), [sam, root].sort());
  assert.deepEqual(desks[0]?.thing.alarms, [{ kind: "connect", text: cause }]);
  await fetchPass(visited.fetching, visited.visit);
  await watch();
  const after = await told(centre);
  assert.deepEqual(
    [after.audit[0]?.slice(0, 2), after.desks[0]?.thing.alarms],
    [["support@acme.test", "EndAlarm"], []],
  );
  assert.deepEqual(await alarmed(), ["connect 0"]);
});

test("a refused log-in and a mailbox that is full are alarmed at the next look", async (t) => {
  const { centre, watch, fail, alarmed } = await started(t, acmeFetching());
  const visited = await testVisit(centre);
  visited.folder.room = { usedBytes: 99, limitBytes: 100 };
  await fetchPass(visited.fetching, visited.visit);
  await watch();
  assert.deepEqual(await alarmed(), ["full 1"]);
  await fail("log-in", "the mail server refused the log-in: no");
  await watch();
  assert.deepEqual((await alarmed()).sort(), ["full 1", "log-in 1"]);
});

test("a mailbox that is quiet for more than three times the usual gap of the hour is alarmed, by SMTP too, until mail comes", async (t) => {
  const { centre, watch, alarmed } = await started(t);
  for (let day = 0; day < 8; day += 1) {
    for (let mail = 0; mail < 4; mail += 1) {
      await receive(centre);
      centre.clock.advance(15 * minuteMs);
    }
    await watch();
    if (day < 7) centre.clock.advance(23 * 60 * minuteMs);
  }
  assert.deepEqual(await alarmed(), []);
  centre.clock.advance(22 * 60 * minuteMs);
  await watch();
  assert.deepEqual(await alarmed(), []);
  centre.clock.advance(3 * 60 * minuteMs);
  await watch();
  assert.deepEqual(await alarmed(), ["quiet 1"]);
  await receive(centre);
  centre.clock.advance(minuteMs);
  await watch();
  assert.deepEqual(await alarmed(), ["quiet 0"]);
});

test("P7: an interaction that is stuck shows in the metrics, and none is 0", async (t) => {
  const { centre, metrics } = await started(t);
  const seconds = async () => {
    await watchStuck(centre.performing, metrics);
    return /^postroom_stuck_interaction_seconds (\S+)$/m.exec(await metrics.text())?.[1];
  };
  await ready(centre, "alice");
  await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(4_000);
  assert.equal(await seconds(), "0");
  centre.clock.advance(minuteMs);
  const { rows } = await centre.pool.query("SELECT due FROM timers");
  assert.equal(rows.length, 1, "invited, and nobody looks at the deadline");
  assert.equal(await seconds(), String((centre.clock.steady() - rows[0].due) / 1_000));
  await runDue(centre.performing);
  assert.equal(await seconds(), "0");
});
