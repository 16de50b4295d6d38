import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { workOnJobs } from "../../loops/jobs.ts";
import { doJobItem } from "../../operations/desktop/do-job-item.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { sweep } from "../../operations/system/sweep.ts";
import { claimJobs } from "../../operations/system/work-on-jobs.ts";
import { doneBy } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { jobOperations } from "./job-actions.ts";
import { jobDesk, move } from "./jobs.fixture.ts";

test("others' jobs do not exist; only what runs is cancelled, and what is not done yet stays", async (t) => {
  const { ids, start, ask, worked, read, queues, queueNamed, centre } = await jobDesk(t, { mails: 12 });
  const job = await start({ ...move, selection: { ids } });
  for (const path of [`/jobs/${job.id}`, `/jobs/${job.id}/failures`, "/jobs/NOSUCH"]) {
    assert.match(refusal(await ask("root", path)), /^6\/404 job not found: /);
  }
  for (const operationName of ["Cancel", "Undo"]) {
    assert.match(refusal(await ask("root", `/jobs/${job.id}`, { operationName })), /^6\/404 job not found: /);
  }
  assert.match(refusal(await ask("sam", `/jobs/${job.id}`, { operationName: "Undo" })), /^2\/409 .*the job is running/);
  assert.equal(await workOnJobs({ performing: centre.performing, owner: "here" }), true);
  const answer: Shown = (await ask("sam", `/jobs/${job.id}`, { operationName: "Cancel" })).json["job"];
  assert.deepEqual([answer.state, answer.total, answer.done, answer.undoable], ["cancelled", 12, 10, true]);
  await worked();
  const [support, general] = [await queueNamed("support"), await queueNamed("general")];
  assert.deepEqual(await queues(), [...Array(10).fill(general), ...Array(2).fill(support)]);
  assert.match(refusal(await ask("sam", `/jobs/${job.id}`, { operationName: "Cancel" })), /^2\/409 .*is cancelled/);
  await ask("sam", `/jobs/${job.id}`, { operationName: "Undo" });
  await worked();
  assert.equal((await read(job.id)).undone, 10);
  assert.deepEqual(await queues(), Array(12).fill(support));
});

test("one person has a few jobs at once, and each gets its turn; who may not sign in any more has none", async (t) => {
  const { ids, start, ask, worked, read, centre } = await jobDesk(t, { mails: 2, settings: { jobsPerUserMax: 2 } });
  const first = await start({ ...move, selection: { ids } });
  await start({ ...move, selection: { ids } });
  assert.match(refusal(await ask("sam", "/jobs", { ...move, selection: { ids } })), /^2\/409 .*2 of your jobs/);
  const other = await start({ ...move, selection: { ids } }, "root");
  await worked();
  assert.equal((await read(first.id)).state, "done");
  assert.equal((await read(other.id, "root")).state, "done");

  const left = await start({ ...move, selection: { ids } });
  const { id: sam } = await centre.as("sam");
  await centre.pool.query("UPDATE users SET enabled = false WHERE id = $1", [sam]);
  await worked();
  const job = await centre.performing.store.read((reading) => reading.jobs.job(left.id));
  assert.deepEqual([job?.state, job?.done], ["cancelled", 0]);
});

test("a job belongs to one process; one that froze and wakes up does nothing", async (t) => {
  const { ids, start, worked, read, centre } = await jobDesk(t, { mails: 2 });
  const { performing, pool } = centre;
  const job = await start({ ...move, selection: { ids } });
  await pool.query("INSERT INTO processes VALUES ('there', clock_timestamp() + interval '1 minute')");
  const claim = (owner: string) =>
    performAsSystem(performing, { operation: claimJobs, actor: system, input: { owner, limit: 9 } });
  const there = await claim("there");
  assert.ok(there.ok && there.value[0] !== undefined);
  const { fence } = there.value[0];
  assert.equal(await workOnJobs({ performing, owner: "here" }), false);
  assert.equal((await read(job.id)).done, 0);
  await pool.query("DELETE FROM processes");
  await claim("here");
  const input = { place: 1, fence, operations: jobOperations };
  assert.equal(await doneBy(centre, "sam", doJobItem, { target: job.id, input }), false);
  assert.equal((await read(job.id)).done, 0);
  await worked();
  assert.equal((await read(job.id)).done, 2);
});

test("jobs that ended a month ago are forgotten with all they did, and those that run are not", async (t) => {
  const { ids, start, worked, ask, centre } = await jobDesk(t, { mails: 1 });
  const old = await start({ ...move, selection: { ids } });
  await worked();
  centre.clock.advance(31 * 86_400_000);
  const runs = await start({ ...move, selection: { ids } });
  await performAsSystem(centre.performing, { operation: sweep, actor: system, input: { limit: 100 } });
  assert.equal((await ask("sam", `/jobs/${old.id}`)).status, 404);
  assert.equal((await ask("sam", `/jobs/${runs.id}`)).status, 200);
  const { rows } = await centre.pool.query("SELECT DISTINCT job_id FROM job_items");
  assert.deepEqual(rows, [{ job_id: runs.id }]);
});
