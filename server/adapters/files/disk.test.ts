import assert from "node:assert/strict";
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { DiskFailed, FileDamaged, FileMissing, NoRoom } from "../../ports/files.ts";
import { openDiskFiles } from "./disk.ts";
import { diskFault } from "./disk-write.ts";
import { filesContract } from "./files.contract.ts";

const clock = { steady: () => performance.now(), wall: () => Date.now() };

async function place(t: TestContext): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "postroom-files-"));
  t.after(() => rm(parent, { recursive: true }));
  return join(parent, "data", "files");
}

filesContract("disk", async (t) => openDiskFiles({ folder: await place(t), clock }));

test("folders and files belong to this user alone, and an object lies below the first two digits of its name", async (t) => {
  const folder = await place(t);
  const { sha256 } = await (await openDiskFiles({ folder, clock })).put(Buffer.from("private"));
  const object = await stat(join(folder, sha256.slice(0, 2), sha256.slice(2)));
  assert.equal(object.mode & 0o777, 0o600);
  for (const path of [folder, join(folder, "incoming"), join(folder, sha256.slice(0, 2))]) {
    assert.equal((await stat(path)).mode & 0o777, 0o700);
  }
});

test("what an earlier process left half-written is removed at start, and stored objects stay", async (t) => {
  const folder = await place(t);
  const { sha256 } = await (await openDiskFiles({ folder, clock })).put(Buffer.from("kept"));
  const draft = join(folder, "incoming", "1-1-1");
  await writeFile(draft, "half a ma");
  // Written before the clock was set back.
  const ahead = new Date(Date.now() + 60_000);
  await utimes(draft, ahead, ahead);
  const again = await openDiskFiles({ folder, clock });
  assert.deepEqual(await readdir(join(folder, "incoming")), []);
  assert.equal(Buffer.from(await again.read(sha256)).toString(), "kept");
});

test("where several processes share the folder, only what is old enough is removed at start", async (t) => {
  const folder = await place(t);
  await mkdir(join(folder, "incoming"), { recursive: true });
  await writeFile(join(folder, "incoming", "of-another-process"), "");
  await writeFile(join(folder, "incoming", "of-a-dead-one"), "");
  const old = new Date(Date.now() - 7_200_000);
  await utimes(join(folder, "incoming", "of-a-dead-one"), old, old);
  await openDiskFiles({ folder, clock, leftOverMs: 3_600_000 });
  assert.deepEqual(await readdir(join(folder, "incoming")), ["of-another-process"]);
});

test("an old object that is put again is young again, so that no sweep takes it from who has just stored it", async (t) => {
  const folder = await place(t);
  const files = await openDiskFiles({ folder, clock });
  const { sha256 } = await files.put(Buffer.from("twice"));
  const old = new Date(Date.now() - 90_000_000);
  await utimes(join(folder, sha256.slice(0, 2), sha256.slice(2)), old, old);
  const ages = async () => (await Array.fromAsync(files.list())).map(({ ageMs }) => ageMs > 86_400_000);
  assert.deepEqual(await ages(), [true]);
  await files.put(Buffer.from("twice"));
  assert.deepEqual(await ages(), [false]);
});

test("an old object that is stored and removed at the same moment is there for whoever stored it", async (t) => {
  const folder = await place(t);
  const files = await openDiskFiles({ folder, clock });
  const other = await openDiskFiles({ folder, clock, leftOverMs: 60_000 });
  const bytes = Buffer.from("raced for");
  const { sha256 } = await files.put(bytes);
  const path = join(folder, sha256.slice(0, 2), sha256.slice(2));
  for (let round = 0; round < 400; round++) {
    const old = new Date(Date.now() - 90_000_000);
    await utimes(path, old, old);
    let isStored = false;
    const storing = files.put(bytes).then(() => {
      isStored = true;
    });
    // Somewhere between the first and the last step of storing.
    for (let turn = 0; turn < round % 40 && !isStored; turn++) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([storing, other.remove(sha256, 86_400_000)]);
    assert.deepEqual(Buffer.from(await files.read(sha256)), bytes, `round ${round}`);
  }
});

test("an object whose remover died in the middle is read, and in its place again after the next look", async (t) => {
  const folder = await place(t);
  const files = await openDiskFiles({ folder, clock });
  const { sha256 } = await files.put(Buffer.from("half removed"));
  const path = join(folder, sha256.slice(0, 2), sha256.slice(2));
  await rename(path, `${path}.aside`);
  assert.equal(Buffer.from(await files.read(sha256)).toString(), "half removed");
  await Array.fromAsync(files.list());
  assert.deepEqual(await readdir(join(folder, sha256.slice(0, 2))), [sha256.slice(2)]);
});

const damages: Readonly<Record<string, (path: string) => Promise<void>>> = {
  "a bit is another one": async (path) => {
    const bytes = await readFile(path);
    bytes[100_000] = 1 ^ (bytes[100_000] ?? 0);
    await writeFile(path, bytes);
  },
  "its end is gone": (path) => truncate(path, 199_999),
  "all is gone": (path) => truncate(path, 0),
  "something follows": (path) => appendFile(path, "x"),
};

for (const [what, damage] of Object.entries(damages)) {
  test(`a damaged object is never given as a whole, is told of, and whoever stores it again heals it: ${what}`, async (t) => {
    const folder = await place(t);
    const told: Error[] = [];
    const files = await openDiskFiles({ folder, clock, unreadable: (error) => told.push(error) });
    const bytes = Buffer.alloc(200_000, "whole ");
    const { sha256, size } = await files.put(bytes);
    await damage(join(folder, sha256.slice(0, 2), sha256.slice(2)));
    for (const range of [undefined, { start: 0, end: size + 1 }]) {
      let given = 0;
      const reading = async () => {
        for await (const part of files.open(sha256, range)) given += part.length;
      };
      await assert.rejects(reading, FileDamaged);
      assert.ok(given < size, `${given} bytes were given`);
    }
    assert.equal(told.length, 2);
    await files.put(bytes);
    assert.deepEqual(Buffer.from(await files.read(sha256)), bytes);
    await files.remove(sha256);
    await assert.rejects(files.read(sha256), FileMissing);
    assert.equal(told.length, 3);
  });
}

test("a put that fails leaves no draft", async (t) => {
  const folder = await place(t);
  const files = await openDiskFiles({ folder, clock });
  await assert.rejects(files.put(Buffer.alloc(10), 5));
  assert.deepEqual(await readdir(join(folder, "incoming")), []);
});

test("a failed sync and a failed write stop us; no space, read-only and a missing folder do not", () => {
  const error = (code: string) => Object.assign(new Error(code), { code });
  for (const code of ["EIO", "ENOSPC", "EROFS"]) assert.ok(diskFault("sync", error(code)) instanceof DiskFailed);
  assert.ok(diskFault("write", error("EIO")) instanceof DiskFailed);
  assert.ok(diskFault("write", error("EBADF")) instanceof DiskFailed);
  assert.ok(diskFault("other", error("EIO")) instanceof DiskFailed);
  for (const step of ["write", "other"] as const)
    for (const code of ["ENOSPC", "EDQUOT", "EROFS"]) assert.ok(diskFault(step, error(code)) instanceof NoRoom);
  for (const code of ["ENOENT", "EMFILE"]) assert.equal(Object(diskFault("other", error(code))).code, code);
});
