import assert from "node:assert/strict";
import test from "node:test";
import { headersIn } from "./header-lines.ts";

test("header lines are read up to the text of the mail, folded ones as one", () => {
  const source = "From: Ana <ana@customer.test>\r\nSubject: Where is\r\n my parcel?\r\n\r\nTo: nobody\r\n";
  assert.deepEqual(headersIn(source), { From: "Ana <ana@customer.test>", Subject: "Where is my parcel?" });
});

test("what is no header line is left out", () => {
  assert.deepEqual(headersIn("hello\nX-Plan:gold\n: empty\nnot a name: x\n"), { "X-Plan": "gold" });
  assert.deepEqual(headersIn(""), {});
});
