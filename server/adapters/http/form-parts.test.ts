import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FormTooLarge, formParts } from "./form-parts.ts";
import { FormBroken } from "./form-scanner.ts";

type Part = { readonly head: string; readonly bytes: Uint8Array };

const boundary = "x-boundary";
const outsideBytesMax = 4_096;
const crlf = "\r\n";

const formOf = (parts: readonly Part[], end = `--${boundary}--${crlf}`): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ head, bytes }) => [
      Buffer.from(`--${boundary}${crlf}${head}${crlf}${crlf}`),
      bytes,
      Buffer.from(crlf),
    ]),
    Buffer.from(end),
  ]);

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (let index = 0; start < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function read(form: Uint8Array, sizes: readonly number[] = [65_536]) {
  const parts = [];
  for await (const { bytes, ...head } of formParts(inPieces(form, sizes), boundary, outsideBytesMax)) {
    parts.push({ ...head, bytes: Buffer.concat(await Array.fromAsync(bytes)) });
  }
  return parts;
}

const fileHead = 'Content-Disposition: form-data; name="attachment"; filename="a.txt"';

test("whatever bytes a file has and however they come, they are the file's bytes", async () => {
  // Made of what could be taken for a delimiter.
  const tricky = fc
    .array(fc.constantFrom("\r", "\n", "\r\n", "--", `\r\n--${boundary.slice(0, -1)}`, "x", "\0", "\r\n\r\n", "-"), {
      maxLength: 30,
    })
    .map((pieces) => Buffer.from(pieces.join("")));
  const file = fc.oneof(
    tricky,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (files, sizes) => {
        fc.pre(
          files.every(
            (bytes) => !bytes.includes(`\r\n--${boundary}`) && !bytes.subarray(0).equals(Buffer.from(`--${boundary}`)),
          ),
        );
        const parts = await read(formOf(files.map((bytes) => ({ head: fileHead, bytes }))), sizes);
        assert.deepEqual(
          parts.map(({ bytes }) => bytes),
          files,
        );
      },
    ),
  );
});

test("a form that ends anywhere before its last boundary is broken", async () => {
  const form = formOf([
    { head: fileHead, bytes: Buffer.from("hello\r\n--x") },
    { head: 'Content-Disposition: form-data; name="inline"', bytes: Buffer.from("true") },
  ]);
  const whole = form.lastIndexOf("--") + 2;
  for (let length = 0; length < whole; length++) {
    await assert.rejects(read(form.subarray(0, length)), FormBroken, `cut at ${length}`);
  }
  assert.equal((await read(form.subarray(0, whole))).length, 2);
});

test("preamble, padding behind a boundary and epilogue are passed over; a longer boundary is none", async () => {
  const part = `--${boundary} \t${crlf}${fileHead}${crlf}${crlf}bytes${crlf}--${boundary}--`;
  const [only, ...others] = await read(Buffer.from(`preamble${crlf}${part}${crlf}epilogue`));
  assert.deepEqual(
    [only?.name, only?.fileName, String(only?.bytes), others.length],
    ["attachment", "a.txt", "bytes", 0],
  );
  await assert.rejects(read(Buffer.from(`--${boundary}y${crlf}${crlf}${crlf}--${boundary}--`)), FormBroken);
});

test("an empty form and a part without headers are read", async () => {
  assert.deepEqual(await read(formOf([])), []);
  const [part] = await read(Buffer.from(`--${boundary}${crlf}${crlf}x${crlf}--${boundary}--`));
  assert.deepEqual([part?.name, part?.fileName, part?.contentType], ["", undefined, undefined]);
});

test("headers, preamble and epilogue have one limit together, whatever the files have", async () => {
  const file = { head: fileHead, bytes: Buffer.alloc(outsideBytesMax * 3, "x") };
  assert.equal((await read(formOf([file, file]))).length, 2);
  const many = (head: string) => Array.from({ length: 3_000 }, () => ({ head, bytes: Buffer.from("x") }));
  for (const head of [fileHead, ""]) await assert.rejects(read(formOf(many(head))), FormTooLarge);
  await assert.rejects(read(Buffer.concat([Buffer.alloc(outsideBytesMax + 1, "p"), formOf([file])])), FormTooLarge);
  await assert.rejects(read(formOf([file], `--${boundary}--${"e".repeat(outsideBytesMax)}`)), FormTooLarge);
});

test("a part that its reader leaves unread does not become the next one", async () => {
  const form = formOf([
    { head: fileHead, bytes: Buffer.from(`a${crlf}${crlf}b`) },
    { head: fileHead, bytes: Buffer.from("c") },
  ]);
  const names = [];
  for await (const { fileName } of formParts(inPieces(form, [3]), boundary, outsideBytesMax)) names.push(fileName);
  assert.deepEqual(names, ["a.txt", "a.txt"]);
});
