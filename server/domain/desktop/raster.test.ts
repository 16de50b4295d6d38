import assert from "node:assert/strict";
import { test } from "node:test";
import { rasterOf } from "./raster.ts";

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((one) => one.charCodeAt(0)) : part)),
  );

const png = (width: readonly number[]) => bytes([0x89], "PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", width, [0, 0, 0x10, 0]);

test("a picture says its kind and size in its first bytes", () => {
  assert.deepEqual(rasterOf(png([0, 0, 1, 0])), { mime: "image/png", width: 256, height: 4096 });
  assert.deepEqual(rasterOf(bytes("GIF89a", [2, 0, 3, 1])), { mime: "image/gif", width: 2, height: 259 });
  const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 32, 3, 0, 0]);
  assert.deepEqual(rasterOf(jpeg), { mime: "image/jpeg", width: 32, height: 16 });
  const webp = (kind: string, rest: readonly number[]) => rasterOf(bytes("RIFF", [0, 0, 0, 0], "WEBP", kind, rest));
  assert.deepEqual(webp("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 19, 0, 0]), {
    mime: "image/webp",
    width: 10,
    height: 20,
  });
  assert.deepEqual(webp("VP8 ", [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 8, 0, 4, 0]), {
    mime: "image/webp",
    width: 8,
    height: 4,
  });
  assert.deepEqual(webp("VP8L", [0, 0, 0, 0, 0x2f, 0x04, 0xc0, 0, 0]), { mime: "image/webp", width: 5, height: 4 });
  const bmp = bytes("BM", new Array(12).fill(0), [40, 0, 0, 0, 6, 0, 0, 0, 0xfb, 0xff, 0xff, 0xff]);
  assert.deepEqual(rasterOf(bmp), { mime: "image/bmp", width: 6, height: 5 });
});

test("what is cut, empty, too large or something else is no picture", () => {
  const others = ["", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "%PDF-1.7", "GIF89", "RIFF1234WAVE", "BM"];
  for (const text of others) assert.equal(rasterOf(bytes(text)), undefined, text);
  assert.equal(rasterOf(png([0, 1, 0, 0])), undefined, "268 million pixels");
  assert.equal(rasterOf(png([0, 0, 0, 0])), undefined);
  assert.equal(rasterOf(bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff])), undefined);
});
