import assert from "node:assert/strict";
import { test } from "node:test";
import type { Routing } from "../queue/queue.ts";
import { expressionAfter, nextRelaxation } from "./relax.ts";

const routing: Routing = {
  skills: "English >= 3",
  priority: 0,
  relax: [
    { afterMs: 60_000, skills: "English >= 1" },
    { afterMs: 300_000, skills: "" },
  ],
  overflow: undefined,
};

test("the weaker expression counts from its time on, the last one for ever", () => {
  assert.equal(expressionAfter(routing, 0), "English >= 3");
  assert.equal(expressionAfter(routing, 59_999), "English >= 3");
  assert.equal(expressionAfter(routing, 60_000), "English >= 1");
  assert.equal(expressionAfter(routing, 299_999), "English >= 1");
  assert.equal(expressionAfter(routing, 300_000), "");
  assert.equal(expressionAfter({ ...routing, relax: [] }, 1e9), "English >= 3");
});

test("the next relaxation is the first that is still to come", () => {
  assert.equal(nextRelaxation(routing, 1_000, 1_000), 61_000);
  assert.equal(nextRelaxation(routing, 1_000, 61_000), 301_000);
  assert.equal(nextRelaxation(routing, 1_000, 301_000), undefined);
});
