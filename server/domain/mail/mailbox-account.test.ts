import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { goneBeforeImport, isOldAtFirstConnect } from "./mailbox-account.ts";
import { accountAlarms, accountState, lagMs } from "./mailbox-alarms.ts";
import { fetchBackOffMs } from "./mailbox-trouble.ts";
import { sourceEnvelope } from "./source-envelope.ts";

test("back-off: 5 s doubling to 5 min and never given up; a refused password hourly; spread by a tenth", () => {
  const pauses = [1, 2, 3, 7, 8, 1_000_000].map((failures) => fetchBackOffMs("connect", failures, 0.5));
  assert.deepEqual(pauses, [5_000, 10_000, 20_000, 300_000, 300_000, 300_000]);
  assert.equal(fetchBackOffMs("log-in", 1, 0.5), 3_600_000);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const middle = fetchBackOffMs("closed", failures, 0.5);
      assert.ok(Math.abs(fetchBackOffMs("closed", failures, chance) - middle) <= middle / 10 + 1);
    }),
  );
});

test("mail is old when it lay there a day before the first look, whenever it is found", () => {
  const startedAt = 1_000_000_000;
  const ages = [86_400_001, 86_400_000, -5].map((age) => isOldAtFirstConnect(startedAt - age, startedAt));
  assert.deepEqual([...ages, isOldAtFirstConnect(undefined, startedAt)], [true, false, false, false]);
});

test("only UIDs given away since the last look, without message and account, are gone; a leap is not counted", () => {
  const now = (uidNext: number) => ({ uidNext, listed: new Set([11]), accounted: new Set([12]) });
  assert.deepEqual(goneBeforeImport({ uidNext: 10 }, now(14)), [10, 13]);
  assert.deepEqual(goneBeforeImport({ uidNext: 0 }, now(14)), []);
  assert.deepEqual(goneBeforeImport({ uidNext: 14 }, now(14)), []);
  assert.deepEqual(goneBeforeImport({ uidNext: 10 }, now(4_000_000_000)), []);
});

test("health: state, lag and alarms of an account", () => {
  const well = { passedAt: 1_000, failing: undefined, waiting: 0, oldestWaitingAt: undefined, unaccounted: 0 };
  const failing = { since: 61_000, kind: "tls", cause: "the connection cannot be secured" } as const;
  assert.deepEqual([accountState(well), lagMs(well, 61_000), accountAlarms(well, 61_000)], ["ok", 0, []]);
  assert.equal(accountState({ ...well, passedAt: undefined }), "starting");
  const bad = { ...well, failing };
  assert.deepEqual([accountState(bad), lagMs(bad, 61_000)], ["failing", 60_000]);
  assert.deepEqual(accountAlarms(bad, 61_000), [failing.cause]);
  assert.deepEqual(accountAlarms(well, 400_000), ["no successful look into the account for 6 minutes"]);
  assert.deepEqual(accountAlarms({ ...well, unaccounted: 2 }, 2_000), ["2 messages on the server are unaccounted for"]);
  assert.equal(lagMs({ ...well, oldestWaitingAt: 500 }, 2_500), 2_000);
});

test("the envelope comes from trace fields; only addresses of the mailbox itself count as recipients", () => {
  const mailbox = { address: "support@acme.test", aliases: ["help@acme.test"] };
  const of = (fields: readonly (readonly [string, string])[], addressed: readonly string[] = []) =>
    sourceEnvelope(
      fields.map(([name, value]) => ({ name, value })),
      mailbox,
      addressed,
    );
  assert.deepEqual(of([]), { from: undefined, recipient: undefined });
  assert.deepEqual(of([["Return-Path", "<>"]], ["x@y.test", "HELP@acme.test"]), {
    from: "",
    recipient: "HELP@acme.test",
  });
  const traced = of([
    ["Delivered-To", "other@acme.test"],
    ["X-Original-To", "support+tag@acme.test"],
    ["Return-Path", "<ann@customer.test>"],
  ]);
  assert.deepEqual(traced, { from: "ann@customer.test", recipient: "support+tag@acme.test" });
  const long = of([["Return-Path", `<${"x".repeat(10_000)}>`]]).from ?? "";
  assert.equal(long.length, 320);
});
