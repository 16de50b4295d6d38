import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { atEnd } from "../../testing/at-end.ts";
import { scratchFolder } from "../../testing/scratch-folder.ts";
import { type Manifest, payloadBytesMax } from "./format.ts";
import { ArchiveRefused, readArchive } from "./read.ts";
import { readSections, verifyArchive } from "./sections.ts";
import { ArchiveUnwritable, createArchive } from "./write.ts";

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const header = { release: "1", madeAt: 5, steady: 6, migrations: [] };
const manifest: Manifest = { tables: [{ name: "a", rows: 2 }], files: 0, missing: [], sequences: [] };

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(await scratchFolder(), "postroom-archive-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function written(t: TestContext): Promise<string> {
  const path = join(await emptyFolder(t), "one.backup");
  const archive = await createArchive(path);
  await archive.write("header", json(header));
  await archive.write("table", json({ name: "a", columns: ["x"] }));
  await archive.write("rows", Buffer.from("first "));
  await archive.write("rows", Buffer.from("second"));
  await archive.write("file", json({ sha256: "f", size: 0 }));
  await archive.write("manifest", json(manifest));
  assert.equal(await archive.finish(), (await readFile(path)).byteLength);
  return path;
}

test("what was written is read again, part by part", async (t) => {
  const path = await written(t);
  const seen: unknown[] = [];
  for await (const section of readSections(path)) {
    const bytes: Uint8Array[] = [];
    if ("bytes" in section) for await (const part of section.bytes) bytes.push(part);
    seen.push([section.kind, section.head, Buffer.concat(bytes).toString()]);
  }
  assert.deepEqual(seen, [
    ["header", header, ""],
    ["table", { name: "a", columns: ["x"] }, "first second"],
    ["file", { sha256: "f", size: 0 }, ""],
    ["manifest", manifest, ""],
  ]);
  assert.deepEqual(await verifyArchive(path), { header, manifest });
});

test("a row that is larger than a record may be is read again whole", async (t) => {
  const path = join(await emptyFolder(t), "large.backup");
  const archive = await createArchive(path);
  const row = Buffer.alloc(payloadBytesMax + 5, "row ");
  await archive.write("header", json(header));
  await archive.write("table", json({ name: "a", columns: ["x"] }));
  await archive.write("rows", row);
  await archive.write("manifest", json(manifest));
  await archive.finish();
  await verifyArchive(path);
  for await (const section of readSections(path)) {
    if (section.kind === "table") assert.ok(Buffer.concat(await Array.fromAsync(section.bytes)).equals(row));
  }
});

test("whoever passes over the bytes of a part still gets the next one", async (t) => {
  const kinds: string[] = [];
  for await (const { kind } of readSections(await written(t))) kinds.push(kind);
  assert.deepEqual(kinds, ["header", "table", "file", "manifest"]);
});

test("every flipped byte and every cut is refused", async (t) => {
  const path = await written(t);
  const whole = await readFile(path);
  const refused = async (bytes: Uint8Array): Promise<void> => {
    await writeFile(path, bytes);
    await assert.rejects(verifyArchive(path), ArchiveRefused);
  };
  for (let place = 0; place < whole.byteLength; place++) {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    await refused(bytes);
    await refused(whole.subarray(0, place));
  }
  await refused(Buffer.concat([whole, Buffer.of(0)]));
  await writeFile(path, whole);
  await verifyArchive(path);
});

test("without its digest no record is believed, and one without a manifest is none", async (t) => {
  const path = join(await emptyFolder(t), "short.backup");
  const archive = await createArchive(path);
  await archive.write("header", json(header));
  await archive.finish();
  await assert.rejects(verifyArchive(path), /it is not whole/);
  await writeFile(path, (await readFile(path)).subarray(0, -37));
  await assert.rejects(Array.fromAsync(readArchive(path)), /its end is missing/);
});

test("one that is given up leaves the older one, and nothing else", async (t) => {
  const path = await written(t);
  const before = await readFile(path);
  const archive = await createArchive(path);
  await archive.write("header", json(header));
  await archive.abandon();
  assert.deepEqual(await readFile(path), before);
  assert.deepEqual(await readdir(join(path, "..")), ["one.backup"]);
});

test("what killed backups of the same name have left is removed, others' files are not", async (t) => {
  const path = await written(t);
  const [dead, other] = [`${path}.4194305.partial`, `${path}.mine.partial`];
  for (const file of [dead, other, `${path}.${process.ppid}.partial`]) await writeFile(file, "x");
  await (await createArchive(path)).abandon();
  const left = ["one.backup", `one.backup.${process.ppid}.partial`, "one.backup.mine.partial"];
  assert.deepEqual((await readdir(join(path, ".."))).sort(), left.sort());
});

test("a name that cannot be had is refused before anything is written", async (t) => {
  const folder = await emptyFolder(t);
  await mkdir(join(folder, "taken"));
  await assert.rejects(createArchive(join(folder, "taken")), ArchiveUnwritable);
  await assert.rejects(createArchive(join(folder, "no", "x")), ArchiveUnwritable);
  assert.deepEqual(await readdir(folder), ["taken"]);
});
