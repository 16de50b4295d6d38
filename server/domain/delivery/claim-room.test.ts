import assert from "node:assert/strict";
import { test } from "node:test";
import { aheadMs, claimRoom, quickUntil, type SenderLoad, startRoom } from "./claim-room.ts";

const load: SenderLoad = { connectionsMax: 5, connected: 0, underWay: 0, ahead: 0, failures: 0, isQuick: false };

test("as many are claimed as there are free connections", () => {
  assert.equal(claimRoom(load), 5);
  assert.equal(claimRoom({ ...load, connected: 3, underWay: 3 }), 2);
  assert.equal(claimRoom({ ...load, connected: 5, underWay: 5 }), 0);
});

test("a quick hop has as many at hand again", () => {
  const quick = { ...load, isQuick: true };
  assert.equal(claimRoom(quick), 10);
  assert.equal(claimRoom({ ...quick, connected: 5, underWay: 6, ahead: 2 }), 3);
  assert.equal(claimRoom({ ...quick, connected: 5, underWay: 5, ahead: 5 }), 0);
});

test("while outcomes cannot be written, not ever more are claimed", () => {
  assert.equal(claimRoom({ ...load, underWay: 10 }), 0);
  assert.equal(claimRoom({ ...load, isQuick: true, underWay: 10, ahead: 5 }), 0);
});

test("after a failure of the hop one attempt probes it alone", () => {
  const failed = { ...load, failures: 1, isQuick: true };
  assert.deepEqual([claimRoom(failed), startRoom(failed)], [1, 1]);
  assert.deepEqual([claimRoom({ ...failed, ahead: 1 }), startRoom({ ...failed, ahead: 1 })], [0, 1]);
  assert.deepEqual([claimRoom({ ...failed, underWay: 1 }), startRoom({ ...failed, underWay: 1 })], [0, 0]);
});

test("what is claimed begins when a connection is free", () => {
  assert.equal(startRoom({ ...load, connected: 3, underWay: 9, ahead: 5 }), 2);
  assert.equal(startRoom({ ...load, connected: 5, underWay: 5, ahead: 5 }), 0);
});

test("a hop passes for quick for as long as a quick attempt may take; a slow one ends that", () => {
  assert.equal(quickUntil(aheadMs, 50_000), 50_000 + aheadMs);
  assert.equal(quickUntil(aheadMs + 1, 50_000), 0);
});
