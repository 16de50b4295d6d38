import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attempt } from "./delivery.ts";
import { isPossibleDuplicate } from "./possible-duplicate.ts";

const attempt = (number: number, outcome: Attempt["outcome"], at = 10): Attempt => ({
  ...{ number, at, host: "relay:25", code: undefined, enhancedCode: undefined, text: "", outcome },
});

test("a mail is a possible duplicate once it goes again behind a lost reply, and stays one", () => {
  const lost = [attempt(1, "unknown")];
  const of = (state: "unknown" | "sent" | "retrying" | "waiting" | "sending", attempts: number, tried = lost) =>
    isPossibleDuplicate({ state, sealedAt: 5, attempts }, tried);
  assert.equal(of("unknown", 1), false, "nothing goes again");
  assert.equal(of("sent", 1), false, "settled by evidence");
  assert.equal(of("waiting", 1), true);
  assert.equal(of("retrying", 1), true);
  assert.equal(of("sending", 2), true);
  assert.equal(of("sent", 2, [...lost, attempt(2, "accepted")]), true);
  assert.equal(of("sent", 2, [attempt(1, "deferred"), attempt(2, "accepted")]), false, "no reply was lost");
  assert.equal(of("sent", 2, [attempt(1, "accepted"), attempt(2, "unknown")]), false, "the last one was lost");
  assert.equal(of("sent", 2, [attempt(1, "unknown", 4), attempt(2, "accepted")]), false, "sealed anew since");
});
