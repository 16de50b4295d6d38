import assert from "node:assert/strict";
import { test } from "node:test";
import { addressedFor, hasUtf8Header, needsSmtpUtf8 } from "./sender-addresses.ts";

const without = { hasSmtpUtf8: false, hasUtf8Header: false };

test("a domain beyond ASCII goes as A-label, and is named as it was written", () => {
  const addressed = addressedFor(without, { from: "support@acme.test", to: ["kunde@bücher.test", "a@b.test"] });
  assert.deepEqual(addressed.to, ["kunde@xn--bcher-kva.test", "a@b.test"]);
  assert.equal(addressed.written("kunde@xn--bcher-kva.test"), "kunde@bücher.test");
  assert.deepEqual(addressed.refused, []);
});

test("a local part beyond ASCII goes only where SMTPUTF8 is offered; the others go where no header names it", () => {
  const envelope = { from: "support@acme.test", to: ["jürgen@b.test", "a@b.test"] };
  const refused = [{ address: "jürgen@b.test", reply: needsSmtpUtf8 }];
  assert.deepEqual(addressedFor(without, envelope).to, ["a@b.test"]);
  assert.deepEqual(addressedFor(without, envelope).refused, refused);
  assert.deepEqual(addressedFor({ ...without, hasSmtpUtf8: true }, envelope).to, ["jürgen@b.test", "a@b.test"]);
});

test("a sender beyond ASCII without SMTPUTF8 refuses every recipient", () => {
  const addressed = addressedFor(without, { from: "büro@acme.test", to: ["a@b.test", "c@d.test"] });
  assert.deepEqual(addressed.to, []);
  assert.equal(addressed.refused.length, 2);
});

test("the null sender stays as it is", () => {
  assert.equal(addressedFor(without, { from: "", to: ["a@b.test"] }).from, "");
});

test("a message that names such an address in its header goes to nobody without SMTPUTF8, and each hears why", () => {
  const envelope = { from: "support@acme.test", to: ["jürgen@b.test", "a@b.test"] };
  const addressed = addressedFor({ hasSmtpUtf8: false, hasUtf8Header: true }, envelope);
  assert.deepEqual(addressed.to, []);
  assert.deepEqual(addressed.refused, [
    { address: "jürgen@b.test", reply: needsSmtpUtf8 },
    { address: "a@b.test", reply: hasUtf8Header },
  ]);
  assert.deepEqual(addressedFor({ hasSmtpUtf8: true, hasUtf8Header: true }, envelope).to, envelope.to);
});
