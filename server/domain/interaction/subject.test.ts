import assert from "node:assert/strict";
import { test } from "node:test";
import { draftSubject, subjectProblem } from "./subject.ts";

test("whatever a mail has as its subject, the draft that answers it can be saved", () => {
  const kept = ["", "Re: Order 4711", "x".repeat(1_000), "😀".repeat(1_000)];
  for (const subject of kept) assert.equal(draftSubject(subject), subject);
  assert.equal(draftSubject(`Re: ${"😀".repeat(3_000)}`), `Re: ${"😀".repeat(996)}`);
  assert.equal(draftSubject("a\u2028b\r\nc"), "a b c");
  for (const subject of [...kept, "W".repeat(10_000), "a\u2029\u2028"]) {
    assert.equal(subjectProblem(draftSubject(subject)), undefined);
  }
});
