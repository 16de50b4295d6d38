import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressIn, typedAddress, typedText } from "./typed-address.ts";

test("typed addresses of every kind are read", () => {
  const rows = [
    ["rfc822; ann@x.test", "ann@x.test"],
    ["RFC822;<ann@x.test>", "ann@x.test"],
    ["ann@x.test", "ann@x.test"],
    ["rfc822; ann+2Border@x.test", "ann+order@x.test"],
    ["rfc822; ann+order@x.test", "ann+order@x.test"],
    ["rfc822; ann+40x.test", "ann@x.test"],
    ["utf-8; ann\\x{E9}@x.test", "anné@x.test"],
    ["utf-8; 杏@x.test", "杏@x.test"],
    ["rfc822; ann@x.test (Ann Lee)", "ann@x.test"],
    ["utf-8; \\x{D800}@x.test", "\\x{D800}@x.test"],
    ["x400; /S=ann/", ""],
    ["", ""],
  ] as const;
  for (const [value, expected] of rows) assert.equal(typedAddress(value), expected, value);
});

test("typed texts lose their type", () => {
  assert.equal(typedText("smtp; 550 no"), "550 no");
  assert.equal(typedText("X-Postfix; timed out"), "timed out");
  assert.equal(typedText("dns;mx.x.test"), "mx.x.test");
  assert.equal(typedText("550 no"), "550 no");
});

test("an address in a sentence is found without its punctuation", () => {
  assert.equal(addressIn("Write to <ann@x.test>, please."), "ann@x.test");
  assert.equal(addressIn("to ann@x.test."), "ann@x.test");
  assert.equal(addressIn("nobody"), "");
});

test("what is escaped comes back", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zé杏]{1,10}$/), (local) => {
      const escaped = [...local].map((one) => `\\x{${one.codePointAt(0)?.toString(16)}}`).join("");
      assert.equal(typedAddress(`utf-8; ${escaped}@x.test`), `${local}@x.test`);
    }),
  );
});
