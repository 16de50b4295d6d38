import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { eventually } from "../support/eventually.ts";
import { assertConsistent, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers, peerPath } from "../support/peers.ts";
import { temporaryFolder } from "../support/team.ts";
import { startCentre } from "./centre.ts";

// reliability.md 1 P13 and 6: the process stops, says so in one line, and what it answered 250 to is there at the next start.

test("a failed sync of the database ends the server, and no 250 is lost", {
  ...needsPeers("strace"),
  timeout: 120_000,
}, async (t) => {
  const centre = await startCentre(t);
  const { server, sam } = centre;
  const kept = [await mailIn(t, centre.smtp, { subject: "before" })];
  await untilQuiet(centre.http);
  const mendDisk = await failSyncsOf(t, await postgresOf(await server.log()));
  const end = server.ended();
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  for (let count = 0; !isOver && count < 50; count++)
    await mailIn(t, centre.smtp, { subject: `during ${count}` }).then(
      (id) => kept.push(id),
      () => undefined,
    );
  assert.deepEqual(await end, { code: 1, signal: null });
  const told = (await server.log()).split("\n").filter((line) => /the disk failed under PostgreSQL/.test(line));
  assert.equal(told.length, 1, told.join("\n"));
  assert.match(told[0] ?? "", /could not fdatasync file/);
  await mendDisk();
  await server.restart();
  await untilQuiet(centre.http);
  for (const id of kept) assert.equal((await sam.get(`/interactions/${id}`)).status, 200, id);
  await assertConsistent(server);
});

/** The first sync that each of the processes makes fails, until the value is called. */
async function failSyncsOf(t: TestContext, pids: readonly number[]): Promise<() => Promise<void>> {
  const trace = join(await temporaryFolder(t), "trace");
  const fault = ["-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=1", "-o", trace];
  const tracer = spawn(peerPath("strace"), ["-f", ...pids.flatMap((pid) => ["-p", `${pid}`]), ...fault], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const end = async () => {
    if (tracer.exitCode !== null || tracer.signalCode !== null) return;
    tracer.kill();
    await once(tracer, "exit");
  };
  t.after(end);
  let attached = "";
  tracer.stderr.on("data", (bytes) => {
    attached += bytes;
  });
  await eventually(
    async () => attached.match(/attached/g)?.length ?? 0,
    (count) => count >= pids.length,
  );
  return end;
}

/** The postmaster and all its processes. */
async function postgresOf(log: string): Promise<readonly number[]> {
  const postmaster = Number(/"pid":(\d+),"adopted"/.exec(log)?.[1]);
  const all = (await readdir("/proc")).map(Number).filter((pid) => pid > 1);
  const parents = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  const isChild = (stat: string): boolean => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === postmaster;
  return [postmaster, ...all.filter((_, index) => isChild(parents[index] ?? ""))];
}
