import assert from "node:assert/strict";
import test from "node:test";
import type { HoldResource } from "@postroom/contract";
import type { JobResource } from "@postroom/contract/jobs";
import { emptyCentre } from "./centre.ts";
import { type DeskState, firstState } from "./desk-state.ts";
import { lastUndoable, shownJobs, withJob } from "./jobs.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
const now = Date.parse(at(30));

const job = (changes: Partial<JobResource>): JobResource => ({
  ...{
    id: "J1",
    action: "MoveToQueue",
    state: "done",
    total: 3,
    done: 3,
    failed: 0,
    undone: 0,
    held: 0,
    undoable: true,
  },
  ...{ createdAt: at(0), endedAt: at(10), version: 4, ...changes },
});

const knowing = (jobs: readonly JobResource[], changes: Partial<DeskState> = {}): DeskState => ({
  ...firstState,
  centre: { ...emptyCentre("U1"), jobs: Object.fromEntries(jobs.map((one) => [one.id, one])) },
  ...changes,
});
const shown = (state: DeskState, when = now): readonly string[] => shownJobs(state, when).map(({ id }) => id);

test("a later version of a job replaces it, an equal or earlier one does not", () => {
  const jobs = withJob({}, job({ version: 2, state: "running" }));
  assert.equal(withJob(jobs, job({ version: 2 })), jobs);
  assert.equal(withJob(jobs, job({ version: 1 })), jobs);
  assert.equal(withJob(jobs, job({ version: 3 }))["J1"]?.state, "done");
});

test("what runs and what left something undone is said, and of what went well the last", () => {
  const { endedAt: _, ...going } = job({ id: "J4", state: "running", createdAt: at(4) });
  const some = [
    job({ id: "J1", createdAt: at(1) }),
    job({ id: "J2", createdAt: at(2), done: 2, failed: 1 }),
    job({ id: "J3", createdAt: at(3) }),
    going,
  ];
  assert.deepEqual(shown(knowing(some)), ["J2", "J3", "J4"]);
  assert.deepEqual(shown(knowing(some, { jobsAway: ["J2", "J3", "J4"] })), ["J1", "J4"]);
  const hourLater = now + 3_600_000;
  assert.deepEqual(shown(knowing(some), hourLater), ["J4"]);
  const final = job({ undoable: false });
  assert.deepEqual([shown(knowing([final])), shown(knowing([final]), now + 60_000)], [["J1"], []]);
  assert.deepEqual(shown(knowing([job({ state: "undone", undone: 2, undoable: false })]), now + 60_000), ["J1"]);
});

test("z means the last job as long as nothing was done since", () => {
  const state = knowing([job({})]);
  const undoable = (changes: Partial<DeskState>, when = now) => lastUndoable({ ...state, ...changes }, when)?.id;
  assert.equal(undoable({}), "J1");
  assert.equal(undoable({}, now + 60_000), undefined);
  assert.equal(undoable({ jobsAway: ["J1"] }), undefined);
  const snoozed = { id: "E1", subject: "", span: "hour", until: 0 } as const;
  assert.equal(undoable({ snoozed: { ...snoozed, at: Date.parse(at(5)) } }), "J1");
  assert.equal(undoable({ snoozed: { ...snoozed, at: Date.parse(at(20)) } }), undefined);
  assert.equal(undoable({ moved: { from: "a", to: "b", items: [], at: Date.parse(at(20)) } }), undefined);
  const hold: HoldResource = { id: "H1", state: "undone", emailIds: [], version: 1, until: at(25) };
  const before = { ...state.centre, holds: { H1: hold } };
  assert.equal(undoable({ centre: before }), "J1");
  const later = { ...state.centre, holds: { H1: { ...hold, state: "held" } } } as const;
  assert.equal(undoable({ centre: later }), undefined);
});
