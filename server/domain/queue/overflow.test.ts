import assert from "node:assert/strict";
import { test } from "node:test";
import { wayOfOverflow } from "./overflow.ts";
import type { Queue } from "./queue.ts";

const queue = (id: string, into?: string): Queue => ({
  ...{ id, name: id, description: "", kind: "inbound", invitationTimeoutMs: undefined },
  routing: {
    ...{ skills: "", priority: 0, relax: [] },
    overflow: into === undefined ? undefined : { afterMs: 1_000, queue: into },
  },
});

test("a mail comes from queue to queue until one overflows no further, or into one where it was", () => {
  const a = queue("a", "b");
  const known = [a, queue("b", "c"), queue("c"), queue("d", "e"), queue("e", "d"), queue("f", "gone")];
  const way = (from: Queue, to: string) => wayOfOverflow(known, from, to)?.map(({ id }) => id);
  assert.deepEqual(way(a, "c"), ["a", "b", "c"]);
  assert.deepEqual(way(a, "a"), ["a"]);
  assert.equal(way(queue("c"), "a"), undefined);
  assert.equal(way(queue("d", "e"), "a"), undefined);
  assert.equal(way(queue("f", "gone"), "a"), undefined);
});
