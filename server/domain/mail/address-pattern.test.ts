import assert from "node:assert/strict";
import { test } from "node:test";
import { addressMatches } from "./address-pattern.ts";

test("addresses and patterns are compared without case, and domains in whichever form they are written", () => {
  for (const [address, entry] of [
    ["pest@customer.test", "Pest@Customer.TEST"],
    ["pest@bücher.test", "pest@xn--bcher-kva.test"],
    ["pest@xn--bcher-kva.test", "pest@BÜCHER.test"],
    ["pest@XN--BCHER-KVA.test", "@bücher.test"],
    ["pest@shop.bücher.test", "@xn--bcher-kva.test"],
    ["x@sub.evil.test", "@EVIL.test"],
    ["JÜRGEN@b.test", "jürgen@b.test"],
    ["Billing@b.test", "billing@"],
  ] as const)
    assert.equal(addressMatches(address, entry), true, `${address} ${entry}`);
  for (const [address, entry] of [
    ["x@notevil.test", "@evil.test"],
    ["x@evil.test.other", "@evil.test"],
    ["pester@customer.test", "pest@customer.test"],
    ["pest@sub.customer.test", "pest@customer.test"],
    ["", "@evil.test"],
    ["billing.old@b.test", "billing@"],
    ["old-billing@b.test", "billing@"],
  ] as const)
    assert.equal(addressMatches(address, entry), false, `${address} ${entry}`);
});
