import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import type { Told } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { temporaryFolder } from "../support/team.ts";
import { soon, startAlice, startCentre } from "./centre.ts";
import { assertSentOnce, sent, writeDraft } from "./drafts.ts";

// reliability.md 1 P10, 2.6 and 6: the wall clock is set while things go on, and over a restart.

const steps = ["+90", "-90", "+7200", "-7200", "+86400", "-86400", "+0"];
/** Behind the end of an invitation: what P9 allows, and the pause before the next one. */
const lateMs = 3_500;
/** The end may be heard of sooner than the beginning was. */
const earlyMs = 300;

test("steps of the wall clock end no invitation early or late, and lose, double or hold up nothing", {
  skip: isFull ? needsPeers("faketime").skip : "POSTROOM_FAULTS=full sets it",
  timeout: 300_000,
}, async (t) => {
  const wall = join(await temporaryFolder(t), "wall");
  const step = (seconds: string) => writeFile(wall, `${seconds}\n`);
  await step("+0");
  const centre = await startCentre(t, { under: ["env", ...setBy(wall)] });
  const { server, smtp, sam } = centre;
  const alice = await startAlice(t, centre);
  const took: number[] = [];
  for (const seconds of steps) {
    const id = await mailIn(t, smtp, { to: soon.address });
    const told = await alice.hears(id, "Invited");
    const begun = performance.now();
    await step(seconds);
    const isNext = ({ version }: Told) => version > told.version;
    await alice.hears(id, "Invited", isNext, soon.invitationMs + 20_000);
    took.push(Math.round(performance.now() - begun));
    await alice.does(id, "Accept");
    await alice.does(id, "Complete");

    const draft = await writeDraft(t, centre, alice);
    await step("+0");
    await sent(draft);
    await step(seconds);
    await assertSentOnce(centre, draft);
    const wrongBy = async () => Date.parse((await sam.get("/me")).headers.get("date") ?? "") - Date.now();
    await eventually(wrongBy, (ms) => Math.abs(ms - Number(seconds) * 1_000) < 30_000);
    await alice.does(draft.original, "Complete");
    await server.stop();
    await step("+0");
    await server.restart();
    await alice.become("Ready");
  }
  t.diagnostic(JSON.stringify({ steps, took }));
  for (const ms of took)
    assert.ok(ms >= soon.invitationMs - earlyMs && ms <= soon.invitationMs + lateMs, `an invitation took ${ms} ms`);
  await alice.tidy();
  await assertAudited(server, sam);
  await assertConsistent(server);
});

/** What makes a process and its children take the wall clock from this file, and the steady one from the machine. */
function setBy(file: string): readonly string[] {
  const [library] = globSync("/usr/lib/*/faketime/libfaketimeMT.so.1");
  return [
    ...[`LD_PRELOAD=${library}`, `FAKETIME_TIMESTAMP_FILE=${file}`],
    ...["FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_NO_CACHE=1"],
  ];
}
