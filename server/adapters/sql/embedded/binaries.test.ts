import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { copyBinaries, placeOfCopy, program } from "./binaries.ts";

test("of two that copy the binaries at the same moment one is first, and nothing is left of the other", async (t) => {
  const native = await mkdtemp(join(tmpdir(), "postroom-native-"));
  await mkdir(join(native, "bin"));
  await writeFile(program(native, "postgres"), "a program");
  const place = await placeOfCopy(native);
  t.after(() => Promise.all([native, place].map((one) => rm(one, { recursive: true, force: true }))));
  assert.deepEqual(await Promise.all([copyBinaries(native), copyBinaries(native)]), [place, place]);
  assert.equal(await readFile(program(place, "postgres"), "utf8"), "a program");
  const beside = (await readdir(dirname(place))).filter((name) => name.startsWith(basename(place)));
  assert.deepEqual(beside, [basename(place)]);
});
