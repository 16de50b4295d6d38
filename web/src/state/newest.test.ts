import assert from "node:assert/strict";
import test from "node:test";
import { createTurns } from "./newest.ts";

test("only the last question that was begun is the newest, in whatever order the answers come", () => {
  const [begin, other] = [createTurns(), createTurns()];
  const first = begin();
  assert.equal(first(), true);
  const [second, elsewhere] = [begin(), other()];
  assert.deepEqual([second(), first(), elsewhere()], [true, false, true]);
});
