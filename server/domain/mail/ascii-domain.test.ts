import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { domainOf } from "./address.ts";
import { asciiDomain } from "./ascii-domain.ts";

test("every way to write a domain is its A-labels in lower case; what is none stays as it is", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Büro.Test", "xn--bro-hoa.test"],
    ["bu\u0308ro.test", "xn--bro-hoa.test"],
    ["XN--BRO-HOA.test", "xn--bro-hoa.test"],
    ["例え。テスト", "xn--r8jz45g.xn--zckzah"],
    ["😀.test", "xn--e28h.test"],
    ["Acme.test", "acme.test"],
    ["[192.0.2.1]", "[192.0.2.1]"],
    ["a/ü", "a/ü"],
    ["ü:80", "ü:80"],
    ["", ""],
  ];
  for (const [written, known] of cases) assert.equal(asciiDomain(written), known);
  assert.equal(domainOf("Hallo@BÜRO.test"), "xn--bro-hoa.test");
});

test("it never throws, and once is enough", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(asciiDomain(asciiDomain(text)), asciiDomain(text));
    }),
  );
});
