import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { diskFailureIn, lengthOf, writtenSince } from "./disk-failure.ts";

const line = (text: string) => `2026-11-29 17:26:17.087 UTC [16921] ${text}`;

test("a failed sync and the device's own error are a failed disk; no space, read-only and a killed process are not", () => {
  for (const failed of [
    'PANIC:  could not fdatasync file "000000010000000000000001": Input/output error',
    'PANIC:  could not fsync file "base/5/16384": No space left on device',
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": Input/output error',
  ]) {
    const log = [line("LOG:  checkpoint starting: time"), line(failed), line("LOG:  all server processes terminated")];
    assert.equal(diskFailureIn(log.join("\n")), line(failed));
  }
  for (const passing of [
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": No space left on device',
    'PANIC:  could not open file "global/pg_control": Read-only file system',
    "LOG:  client backend (PID 16921) was terminated by signal 9: Killed",
    `ERROR:  no such name: x\n\t${line('PANIC:  could not fsync file "x"')}`,
  ])
    assert.equal(diskFailureIn(line(passing)), undefined, passing);
});

test("only what was written since is looked at, also when another log has begun", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-log-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "postgres.log");
  assert.deepEqual([await lengthOf(file), await writtenSince(file, 0)], [0, ""]);
  await writeFile(file, "before\n");
  const from = await lengthOf(file);
  await appendFile(file, "after\n");
  assert.equal(await writtenSince(file, from), "after\n");
  await truncate(file, 3);
  assert.equal(await writtenSince(file, from), "bef");
});
