import assert from "node:assert/strict";
import { test } from "node:test";
import { addressedFor, needsSmtpUtf8 } from "./sender-addresses.ts";

test("a domain beyond ASCII goes as A-label, and is named as it was written", () => {
  const addressed = addressedFor(false, { from: "support@acme.test", to: ["kunde@bücher.test", "a@b.test"] });
  assert.deepEqual(addressed.to, ["kunde@xn--bcher-kva.test", "a@b.test"]);
  assert.equal(addressed.written("kunde@xn--bcher-kva.test"), "kunde@bücher.test");
  assert.deepEqual(addressed.refused, []);
});

test("a local part beyond ASCII goes only where SMTPUTF8 is offered; the others go in any case", () => {
  const envelope = { from: "support@acme.test", to: ["jürgen@b.test", "a@b.test"] };
  const refused = [{ address: "jürgen@b.test", reply: needsSmtpUtf8 }];
  assert.deepEqual(addressedFor(false, envelope).to, ["a@b.test"]);
  assert.deepEqual(addressedFor(false, envelope).refused, refused);
  assert.deepEqual(addressedFor(true, envelope).to, ["jürgen@b.test", "a@b.test"]);
});

test("a sender beyond ASCII without SMTPUTF8 refuses every recipient", () => {
  const addressed = addressedFor(false, { from: "büro@acme.test", to: ["a@b.test", "c@d.test"] });
  assert.deepEqual(addressed.to, []);
  assert.equal(addressed.refused.length, 2);
});

test("the null sender stays as it is", () => {
  assert.equal(addressedFor(false, { from: "", to: ["a@b.test"] }).from, "");
});
