import assert from "node:assert/strict";
import test from "node:test";
import { changesBetween } from "./difference.ts";
import { movedBy, newRule, type Rule, replaced } from "./rule.ts";

const rule = (id: string, note = ""): Rule => ({ ...newRule, id, note });
const rules = ["a", "b", "c", "d"].map((id) => rule(id));
const told = (before: readonly Rule[], after: readonly Rule[]) =>
  changesBetween(before, after).map(({ kind, rule: { id } }) => `${kind} ${id}`);

test("nothing is told of what says the same in the same order", () => {
  assert.deepEqual(told(rules, rules), []);
  assert.deepEqual(told([], []), []);
});

test("what is new, changed and removed is told, and what only makes room is not", () => {
  const after = [rule("x"), rule("a"), rule("c", "other"), rule("d")];
  assert.deepEqual(told(rules, after), ["new x", "changed c", "removed b"]);
});

test("of rules that changed places the one that was moved is told", () => {
  assert.deepEqual(told(rules, movedBy(movedBy(rules, "d", -1), "d", -1)), ["moved d"]);
  assert.deepEqual(told(rules, movedBy(rules, "a", -1)), []);
  assert.deepEqual(told(rules, rules.toReversed()).length, 3);
});

test("a rule takes its own place, and one without a place stands behind all", () => {
  assert.deepEqual(
    replaced(rules, "b", rule("b", "other")).map(({ note }) => note),
    ["", "other", "", ""],
  );
  assert.equal(replaced(rules, "", rule("")).length, 5);
});
