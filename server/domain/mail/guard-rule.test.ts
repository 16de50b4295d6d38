import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type GuardRule, guardNote, isGuardKind, levelsOf, stopping } from "./guard-rule.ts";
import type { GuardKind, GuardWarning } from "./recipient-guard.ts";

const warning = (kind: GuardKind, level: GuardWarning["level"], address?: string): GuardWarning => ({
  ...{ kind, level, address, text: "because" },
});

test("of two queues the stricter one decides, kind by kind; what none speaks of is left to the default", () => {
  assert.deepEqual(levelsOf([undefined, undefined]), {});
  assert.equal(levelsOf(["off", undefined]).newToThread, "off");
  assert.equal(levelsOf(["off", "block"]).newToThread, "block");
  const mixed = levelsOf([{ newToThread: "block", onlyColleagues: "off" }, "warn"]);
  assert.deepEqual([mixed.newToThread, mixed.onlyColleagues, mixed.listMunging], ["block", "warn", "warn"]);
  assert.deepEqual(levelsOf([{ newToThread: "block" }, undefined]), { newToThread: "block" });
});

test("another queue never makes the guard laxer", () => {
  const level = fc.constantFrom("off" as const, "warn" as const, "block" as const);
  const rule: fc.Arbitrary<GuardRule> = fc.oneof(level, fc.record({ newToThread: level }));
  const strict = { off: 0, warn: 1, block: 2 };
  fc.assert(
    fc.property(rule, rule, (one, other) => {
      const alone = levelsOf([one]).newToThread ?? "off";
      assert.ok(strict[levelsOf([one, other]).newToThread ?? "off"] >= strict[alone]);
    }),
  );
});

test("only what is blocked stops, and only a supervisor's confirmation lets it pass", () => {
  const warnings = [warning("newToThread", "block", "eve@other.test"), warning("attachmentForgotten", "warn")];
  const stops = (confirmed: readonly GuardKind[], mayConfirm: boolean) =>
    stopping(warnings, confirmed, mayConfirm).map(({ kind }) => kind);
  assert.deepEqual(stops([], false), ["newToThread"]);
  assert.deepEqual(stops(["newToThread"], false), ["newToThread"]);
  assert.deepEqual(stops(["attachmentForgotten"], true), ["newToThread"]);
  assert.deepEqual(stops(["newToThread"], true), []);
});

test("the history names each warning, its address, and what the sender had confirmed", () => {
  const warnings = [warning("newToThread", "warn", "eve@other.test"), warning("attachmentForgotten", "warn")];
  assert.equal(guardNote([], []), undefined);
  assert.equal(
    guardNote(warnings, ["attachmentForgotten"]),
    "recipient guard: newToThread eve@other.test; attachmentForgotten (confirmed)",
  );
});

test("kinds are known by their names and by nothing else", () => {
  assert.ok(isGuardKind("newToThread"));
  assert.ok(!isGuardKind("toString") && !isGuardKind(""));
});
