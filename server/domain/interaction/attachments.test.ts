import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base64Bytes, roomFor, withAttachment } from "./attachments.ts";
import type { Attachment } from "./interaction.ts";

const file = (id: string, size: number, mime = "application/pdf"): Attachment => ({
  ...{ id, size, mime, name: `${id}.pdf`, sha256: "0".repeat(64), contentId: undefined, isEmbedded: false },
});
const limits = { attachmentsMax: 2, messageBytesMax: 1_000 };

test("a file is added at the end, and one that is there keeps its place", () => {
  const [a, b] = [file("a", 1), file("b", 2)];
  assert.deepEqual(withAttachment([a], b, limits), { ok: true, attachments: [a, b] });
  const renamed = { ...a, name: "other.pdf" };
  assert.deepEqual(withAttachment([a, b], renamed, limits), { ok: true, attachments: [renamed, b] });
});

test("more files than allowed are refused, and so is what no mail could carry", () => {
  const full = withAttachment([file("a", 1), file("b", 1)], file("c", 1), limits);
  assert.deepEqual(full, { ok: false, refusal: { kind: "badValue", path: "attachment", because: "more than 2" } });
  const large = withAttachment([file("a", 400)], file("b", 400), limits);
  assert.deepEqual(large, { ok: false, refusal: { kind: "mailTooLarge", bytesMax: 1_000 } });
});

test("a message counts as it is, everything else as base64", () => {
  const eml = file("a", 1_000, "message/rfc822");
  assert.ok(withAttachment([], eml, limits).ok);
  assert.ok(!withAttachment([], { ...eml, mime: "text/plain" }, limits).ok);
});

test("what base64 takes is what base64 takes, in lines of 76", () => {
  for (const size of [0, 1, 2, 3, 56, 57, 58, 114, 115, 10_000]) {
    const lines = Buffer.alloc(size)
      .toString("base64")
      .replace(/.{76}(?=.)/g, "$&\r\n");
    assert.equal(base64Bytes(size), lines.length, String(size));
  }
});

test("the room that is left is exactly what still fits", () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(8_000), fc.boolean(), (taken, messageBytesMax, isMessage) => {
      const mime = isMessage ? "message/rfc822" : "image/png";
      const present = [file("a", taken)];
      const room = roomFor(mime, present, messageBytesMax);
      const fits = (size: number) =>
        withAttachment(present, file("b", size, mime), { attachmentsMax: 9, messageBytesMax }).ok;
      if (room < 0) return !fits(0);
      return fits(room) && !fits(room + 1);
    }),
  );
});
