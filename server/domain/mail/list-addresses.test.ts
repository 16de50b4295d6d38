import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { listAddressesIn } from "./list-addresses.ts";

const reason = (sign: string, value: string) => ({ group: "list", sign, evidence: `${sign}: ${value}` }) as const;
const told = (...fields: readonly (readonly [string, string])[]) =>
  listAddressesIn(fields.map(([sign, value]) => reason(sign, value)));

test("a list's address is what its header fields say", () => {
  assert.deepEqual(told(["List-Post", "<mailto:List@corp.test>"]), ["list@corp.test"]);
  assert.deepEqual(told(["List-Post", "<https://corp.test/post>, <mailto:list%2Bbig@corp.test?subject=x>"]), [
    "list+big@corp.test",
  ]);
  assert.deepEqual(told(["List-Id", "Riders of the north <riders.lists.corp.test>"]), ["riders@lists.corp.test"]);
  assert.deepEqual(told(["X-BeenThere", "riders@corp.test"]), ["riders@corp.test"]);
  assert.deepEqual(told(["Mailing-List", "list riders@corp.test; contact riders-owner@corp.test"]), [
    "riders@corp.test",
  ]);
});

test("each once, and none where there is none", () => {
  assert.deepEqual(told(["List-Id", "<list.corp.test>"], ["List-Post", "<mailto:list@corp.test>"]), ["list@corp.test"]);
  assert.deepEqual(told(["List-Post", "NO"], ["Precedence", "list"], ["List-Id", "riders"]), []);
});

test("any text is read in linear time, without a fault", () => {
  const sign = fc.constantFrom("List-Post", "List-Id", "X-BeenThere", "Mailing-List");
  fc.assert(fc.property(sign, fc.string({ maxLength: 300 }), (name, value) => void told([name, value])));
  for (const piece of ["<mailto:", "a@", "list a", "<a.", "%2"]) {
    for (const name of ["List-Post", "List-Id", "X-BeenThere", "Mailing-List"]) told([name, piece.repeat(100_000)]);
  }
});
