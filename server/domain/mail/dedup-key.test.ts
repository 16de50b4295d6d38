import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bodyForDedup, dedupHeaders, dedupKey } from "./dedup-key.ts";

const text = (...chunks: string[]) => {
  const next = bodyForDedup();
  return chunks.map((chunk) => new TextDecoder().decode(next(new TextEncoder().encode(chunk)))).join("");
};

test("line ends and trailing empty lines do not make another mail", () => {
  assert.equal(text("a\r\nb\r\n\r\n"), "a\nb");
  assert.equal(text("a\n\nb"), "a\n\nb");
  assert.equal(text("a\rb\r"), "a\nb");
  assert.equal(text("\r\n\r\n"), "");
});

test("how the body was cut into chunks plays no part", () => {
  const body = fc.array(fc.constantFrom("a", "\r", "\n", "\r\n", "é")).map((parts) => parts.join(""));
  fc.assert(fc.property(body, (whole) => assert.equal(text(...[...whole]), text(whole))));
});

test("headers count by value, refolded or not, and trace headers do not count", () => {
  const fields = [
    { name: "Received", value: "by one" },
    { name: "SUBJECT", value: "Order \t4711" },
    { name: "From", value: "ann@x.test" },
  ];
  assert.equal(dedupHeaders(fields), "from:ann@x.test\nto:\ncc:\nsubject:Order 4711\ndate:\n");
});

test("without a Message-ID the envelope sender counts; with one it does not", () => {
  const mail = { mailbox: "M", messageId: "", envelopeFrom: "ann@x.test", contentSha256: "aa" };
  assert.notEqual(dedupKey(mail), dedupKey({ ...mail, envelopeFrom: "bob@x.test" }));
  const named = { ...mail, messageId: "<a@x>" };
  assert.equal(dedupKey(named), dedupKey({ ...named, envelopeFrom: "bob@x.test" }));
  assert.notEqual(dedupKey(named), dedupKey({ ...named, contentSha256: "bb" }));
  assert.notEqual(dedupKey(named), dedupKey({ ...named, mailbox: "N" }));
});
