import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { advanced, type Cursor, cursorFor, inBatches, nextTryAt, wanted } from "./mailbox-cursor.ts";

const at = (completeTo: number): Cursor => ({ uidValidity: "1", completeTo });
const sized = (...uids: readonly number[]) => uids.map((uid) => ({ uid, size: 1_000 }));
const uidsOf = (messages: readonly { readonly uid: number }[]) => messages.map(({ uid }) => uid);

test("backlog_oldest_first_no_skip: whatever order the server lists, the oldest comes first and none is left out", () => {
  assert.deepEqual(uidsOf(wanted(at(3), sized(9, 4, 7), new Set())), [4, 7, 9]);
});

test("a UID that becomes visible late is fetched, 200 below the cursor and no further", () => {
  const listed = sized(800, 801, 1_000, 1_001);
  assert.deepEqual(uidsOf(wanted(at(1_000), listed, new Set([1_000]))), [801, 1_001]);
});

test("another UIDVALIDITY looks at the whole folder again, the same one goes on", () => {
  assert.deepEqual(cursorFor({ uidValidity: "1", completeTo: 70 }, "2"), { uidValidity: "2", completeTo: 0 });
  assert.deepEqual(cursorFor(at(70), "1"), at(70));
  assert.deepEqual(cursorFor(undefined, "1"), at(0));
});

test("a message that cannot be fetched holds the cursor, not the messages behind it", () => {
  const listed = sized(4, 5, 6);
  assert.deepEqual(advanced(at(3), listed, new Set([4, 6])), at(4));
  assert.deepEqual(uidsOf(wanted(at(4), listed, new Set([4, 6]))), [5]);
  assert.deepEqual(advanced(at(4), listed, new Set([4, 5, 6])), at(6));
});

test("three tries within an hour, then no more", () => {
  assert.equal(nextTryAt(1, 0), 600_000);
  assert.equal(nextTryAt(2, 600_000), 3_600_000);
  assert.equal(nextTryAt(3, 3_600_000), undefined);
});

const uid = fc.integer({ min: 1, max: 600 });
const listing = fc.uniqueArray(fc.record({ uid, size: fc.integer({ min: 1, max: 6_000_000 }) }), {
  selector: (message) => message.uid,
});

test("the cursor never passes a listed message without an account, and never goes back", () => {
  fc.assert(
    fc.property(uid, listing, fc.array(uid), (completeTo, listed, taken) => {
      const accounted = new Set(taken);
      const after = advanced(at(completeTo), listed, accounted);
      const passed = listed.filter((message) => message.uid > completeTo && message.uid <= after.completeTo);
      assert.ok(after.completeTo >= completeTo);
      assert.ok(passed.every((message) => accounted.has(message.uid)));
      const above = listed.filter((message) => message.uid > completeTo && !accounted.has(message.uid));
      const fetched = new Set(uidsOf(wanted(at(completeTo), listed, accounted)));
      assert.ok(above.every((message) => fetched.has(message.uid)));
    }),
  );
});

test("batches keep every message in order, at most 50 of them or 5 MB unless one alone is larger", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ uid, size: fc.integer({ min: 1, max: 6_000_000 }) }), { maxLength: 200 }),
      (all) => {
        const batches = inBatches(all);
        assert.deepEqual(batches.flat(), all);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, message) => sum + message.size, 0);
          assert.ok(batch.length >= 1 && batch.length <= 50 && (bytes <= 5_000_000 || batch.length === 1));
        }
      },
    ),
  );
});
