import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readHeaderBlock, valuesOf } from "./header-block.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const read = (text: string) => readHeaderBlock(bytes(text));

test("fields are split, unfolded and trimmed; the body begins behind the empty line", () => {
  const text = "From: ann@x.test\r\nSubject:  Order\r\n\t4711 \r\nX-Empty:\r\n\r\nBody: no field";
  const block = read(text);
  assert.deepEqual(block.fields, [
    { name: "From", value: "ann@x.test" },
    { name: "Subject", value: "Order\t4711" },
    { name: "X-Empty", value: "" },
  ]);
  assert.equal(text.slice(block.bodyStart), "Body: no field");
  assert.deepEqual(block.defects, []);
});

test("the last byte of a UTF-8 character is no blank", () => {
  assert.deepEqual(read("Subject: voil\xc3\xa0\r\n\r\n").fields, [{ name: "Subject", value: "voil\xc3\xa0" }]);
});

test("lines may end in LF, CR or CR CR LF", () => {
  for (const end of ["\n", "\r", "\r\r\n"]) {
    const block = read(["Subject: a", " b", "To: c@x.test", "", "body", "more"].join(end));
    assert.deepEqual(
      block.fields.map(({ value }) => value),
      ["a b", "c@x.test"],
      JSON.stringify(end),
    );
  }
  assert.equal(read("Subject: a\rTo: b\r\rbody\r\n").fields.length, 2);
});

test("a bare CR inside a CR LF message begins no field", () => {
  assert.deepEqual(read("Subject: a\rFrom: evil@x.test\r\n\r\n").fields, [
    { name: "Subject", value: "a\rFrom: evil@x.test" },
  ]);
});

test("junk is skipped and noted, obsolete blanks before the colon are read", () => {
  const block = read("From ann Mon Nov 23\nno field\nSubject : a\nTo\xa0: b\n\n");
  assert.deepEqual(block.fields, [{ name: "Subject", value: "a" }]);
  assert.deepEqual(block.defects, ["junkLine"]);
});

test("a header line of 1 MB is cut and what follows is read", () => {
  const block = read(`X-Long: ${"a".repeat(1_000_000)}\r\nSubject: here\r\n\r\nbody`);
  assert.deepEqual(valuesOf(block.fields, "subject"), ["here"]);
  assert.deepEqual(block.defects, ["lineTooLong"]);
});

test("too many lines and too many bytes are left out, the body is found", () => {
  const many = `Subject: a\n${"X: y\n".repeat(5000)}\nbody`;
  assert.deepEqual(read(many).defects, ["tooManyLines"]);
  assert.equal(many.slice(read(many).bodyStart), "body");
  assert.deepEqual(read(`${`X: ${"y".repeat(60_000)}\n`.repeat(6)}\nbody`).defects, ["headersTooLarge"]);
  assert.ok(read(`X: a\n${` ${"y".repeat(900)}\n`.repeat(200)}\n`).defects.includes("lineTooLong"));
});

test("any bytes are read without failing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
      const block = readHeaderBlock(input);
      assert.ok(block.bodyStart <= input.length);
    }),
  );
});
