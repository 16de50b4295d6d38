import assert from "node:assert/strict";
import test from "node:test";
import { allOf, countOf, extended, isSelected, matching, namedMax, namedSet, pruned, toggled } from "./selection.ts";

const rows = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
const named = (chosen: ReturnType<typeof toggled>): readonly string[] => [...(chosen?.ids ?? [])].sort();

test("a row is chosen and let go, and nothing chosen is no selection", () => {
  const one = toggled(undefined, "inbox", "b");
  assert.ok(isSelected(one, "b") && !isSelected(one, "a"));
  assert.deepEqual(named(toggled(one, "inbox", "d")), ["b", "d"]);
  assert.equal(toggled(one, "inbox", "b"), undefined);
});

test("Shift extends from the last single choice, and lets go what it reached beyond", () => {
  const other = toggled(undefined, "inbox", "a");
  const start = toggled(other, "inbox", "c");
  const down = extended(start, "inbox", rows, "c", "e");
  assert.deepEqual(named(down), ["a", "c", "d", "e"]);
  const up = extended(extended(down, "inbox", rows, "e", "d"), "inbox", rows, "d", "b");
  assert.deepEqual(named(up), ["a", "b", "c"]);
  assert.deepEqual(named(extended(undefined, "inbox", rows, "b", "c")), ["b", "c"]);
  assert.deepEqual(named(extended(undefined, "inbox", rows, undefined, "a")), ["a"]);
});

test("what has left the list leaves the selection, and another list has none of it", () => {
  const chosen = allOf("inbox", rows);
  assert.equal(pruned(chosen, "inbox", rows), chosen);
  assert.deepEqual(named(pruned(chosen, "inbox", rows.slice(1, 3))), ["b", "c"]);
  assert.equal(pruned(chosen, "inbox", []), undefined);
  assert.equal(pruned(chosen, "drafts", rows), undefined);
  const shrunk = pruned(toggled(undefined, "inbox", "b"), "inbox", rows);
  const gone = pruned(extended(shrunk, "inbox", rows, "b", "d"), "inbox", rows.slice(2));
  assert.deepEqual(named(extended(gone, "inbox", rows.slice(2), "d", "e")), ["c", "d", "e"]);
});

test("of a whole search single rows are left out, and it stays whatever is loaded", () => {
  const whole = matching("search x", "queue:support");
  assert.ok(isSelected(whole, "a"));
  const less = toggled(whole, "search x", "a");
  assert.ok(!isSelected(less, "a") && isSelected(less, "b"));
  assert.ok(less !== undefined);
  assert.deepEqual(namedSet(less), { query: "queue:support", exceptIds: ["a"] });
  assert.equal(countOf(less, 300), 299);
  assert.equal(pruned(less, "search x", []), less);
  assert.ok(isSelected(toggled(less, "search x", "a"), "a"));
});

test("no more are named than the server takes", () => {
  const many = Array.from({ length: namedMax + 5 }, (_, at) => ({ id: String(at) }));
  const all = allOf("inbox", many);
  assert.ok(all !== undefined);
  assert.equal(countOf(all), namedMax);
  assert.equal(toggled(all, "inbox", "another")?.ids.size, namedMax);
});
