import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type TestContext, test } from "node:test";
import { FileMissing, type Files, FileTooLarge } from "../../ports/files.ts";

/** What every store of files promises (ports/files.ts); `open` gives an empty one that ends with the test. */
export function filesContract(name: string, open: (t: TestContext) => Promise<Files>): void {
  test(`${name}: what was put comes back byte for byte, under the hash of its bytes`, async (t) => {
    const files = await open(t);
    for (const size of [0, 1, 65_536, 300_001]) {
      const bytes = patterned(size);
      const stored = await files.put(bytes);
      assert.deepEqual(stored, { sha256: sha256(bytes), size });
      assert.deepEqual(Buffer.from(await files.read(stored.sha256)), bytes);
    }
  });

  test(`${name}: a stream is stored as if it had come in one piece`, async (t) => {
    const files = await open(t);
    const bytes = patterned(200_000);
    const stored = await files.put(pieces(bytes, 777));
    assert.deepEqual(stored, await files.put(bytes));
    assert.deepEqual(Buffer.concat(await Array.fromAsync(files.open(stored.sha256))), bytes);
  });

  test(`${name}: a part of an object has its start and not its end`, async (t) => {
    const files = await open(t);
    const bytes = patterned(150_000);
    const { sha256 } = await files.put(bytes);
    const part = async (start: number, end: number) =>
      Buffer.concat(await Array.fromAsync(files.open(sha256, { start, end })));
    assert.deepEqual(await part(10, 20), bytes.subarray(10, 20));
    assert.deepEqual(await part(60_000, 140_000), bytes.subarray(60_000, 140_000));
    assert.deepEqual(await part(5, 5), Buffer.alloc(0));
    assert.deepEqual(await part(149_990, 999_999), bytes.subarray(149_990));
  });

  test(`${name}: equal content is stored once, also when it is put many times at once`, async (t) => {
    const files = await open(t);
    const bytes = patterned(50_000);
    await Promise.all(Array.from({ length: 20 }, (_, index) => files.put(index % 2 ? bytes : pieces(bytes, 1000))));
    const [only, ...others] = await Array.fromAsync(files.list());
    assert.equal(others.length, 0);
    assert.equal(only?.sha256, sha256(bytes));
    assert.equal(only?.size, 50_000);
    assert.ok((only?.ageMs ?? -1) >= 0 && (only?.ageMs ?? 0) < 60_000);
  });

  test(`${name}: a source that breaks or is too large leaves nothing behind`, async (t) => {
    const files = await open(t);
    await assert.rejects(files.put(breaking()), /the client went away/);
    await assert.rejects(files.put(patterned(1001), 1000), FileTooLarge);
    await assert.rejects(files.put(pieces(patterned(1001), 100), 1000), FileTooLarge);
    assert.deepEqual(await Array.fromAsync(files.list()), []);
    assert.equal((await files.put(patterned(1000), 1000)).size, 1000);
  });

  test(`${name}: what is not there, or is no name, is missing`, async (t) => {
    const files = await open(t);
    const absent = "0".repeat(64);
    await assert.rejects(files.read(absent), FileMissing);
    await assert.rejects(async () => Array.fromAsync(files.open(absent)), FileMissing);
    for (const name of ["", "../../etc/passwd", "A".repeat(64), "ab"])
      await assert.rejects(files.read(name), FileMissing);
  });

  test(`${name}: a removed object is gone, removing it again is no fault, and it can be put again`, async (t) => {
    const files = await open(t);
    const { sha256 } = await files.put(patterned(100));
    await files.remove(sha256);
    await files.remove(sha256);
    await assert.rejects(files.read(sha256), FileMissing);
    await files.put(patterned(100));
    assert.equal((await files.read(sha256)).byteLength, 100);
  });

  test(`${name}: says how much room is left`, async (t) => {
    assert.ok((await (await open(t)).free()) > 0);
  });
}

function patterned(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += size) yield bytes.subarray(start, start + size);
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield patterned(1000);
  throw new Error("the client went away");
}
