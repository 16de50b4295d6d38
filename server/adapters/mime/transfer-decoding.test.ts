import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encode, wrap } from "libqp";
import { bytesOf } from "./reading.fixture.ts";
import { decodeTransfer, decodeTransferBytes } from "./transfer-decoding.ts";
import { uuencodedFiles } from "./uuencode.ts";

const decodeIn = async (text: string, encoding: string, chunkBytes: number) => {
  const raw = bytesOf(text);
  async function* chunks() {
    for (let start = 0; start < raw.length; start += chunkBytes) yield raw.subarray(start, start + chunkBytes);
  }
  const decoded: Uint8Array[] = [];
  for await (const chunk of decodeTransfer(chunks(), encoding)) decoded.push(chunk);
  return Buffer.concat(decoded);
};

/** As `uuencode` writes it. */
const uuencode = (bytes: Uint8Array, name: string) => {
  const character = (bits: number) => String.fromCharCode(bits === 0 ? 96 : bits + 32);
  const rows: string[] = [];
  for (let start = 0; start < bytes.length; start += 45) {
    const row = bytes.subarray(start, start + 45);
    let line = character(row.length);
    for (let at = 0; at < row.length; at += 3) {
      const bits = ((row[at] ?? 0) << 16) | ((row[at + 1] ?? 0) << 8) | (row[at + 2] ?? 0);
      line += [18, 12, 6, 0].map((shift) => character((bits >> shift) & 63)).join("");
    }
    rows.push(line);
  }
  return [`begin 644 ${name}`, ...rows, "`", "end", ""].join("\r\n");
};

test("every encoding gives back the bytes, however the chunks were cut", async () => {
  const anyBytes = fc.uint8Array({ maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 90 }), async (bytes, chunkBytes) => {
      const base64 = Buffer.from(bytes)
        .toString("base64")
        .replace(/(.{76})/g, "$1\r\n");
      assert.deepEqual(await decodeIn(base64, "base64", chunkBytes), Buffer.from(bytes));
      assert.deepEqual(await decodeIn(uuencode(bytes, "a.bin"), "x-uuencode", chunkBytes), Buffer.from(bytes));
      assert.deepEqual(await decodeIn(Buffer.from(bytes).toString("latin1"), "8bit", chunkBytes), Buffer.from(bytes));
    }),
  );
});

test("quoted-printable gives back text with its own line ends", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "=", "é", "\r\n", "\n", " ", "x".repeat(70)), maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 90 }), async (plain, chunkBytes) => {
      const encoded = wrap(encode(plain));
      assert.equal(
        (await decodeIn(encoded, "quoted-printable", chunkBytes)).toString("utf8"),
        Buffer.from(decodeTransferBytes(bytesOf(encoded), "quoted-printable")).toString("utf8"),
      );
    }),
  );
  assert.equal(
    Buffer.from(
      decodeTransferBytes(bytesOf("a=\r\nb =  \r\nc=3D=C3=A9\r\nd=4 =ZZ  \r\n"), "quoted-printable"),
    ).toString(),
    "ab c=é\r\nd=4 =ZZ\r\n",
  );
});

test("base64 with junk, padding in the middle and a missing end is read as far as it goes", () => {
  const read = (text: string) => Buffer.from(decodeTransferBytes(bytesOf(text), "base64")).toString();
  assert.equal(read("aGVs\r\n !bG8="), "hello");
  assert.equal(read("aGVsbG8=IHdvcmxk"), "hello world");
  assert.equal(read("aGVsbG8"), "hello");
  assert.equal(read("===="), "");
});

test("a file written into text is found, one without an end is not", () => {
  const file = Uint8Array.from({ length: 100 }, (_, index) => index);
  const text = `See:\n${uuencode(file, "a b.bin").replaceAll("\r\n", "\n")}Bye`;
  assert.deepEqual(
    uuencodedFiles(text).map(({ name, bytes }) => [name, Buffer.compare(bytes, file)]),
    [["a b.bin", 0]],
  );
  assert.deepEqual(uuencodedFiles("we begin 644 things\nbegin 644 x\nabc"), []);
});
