import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { goneBeforeImport, isOldAtFirstConnect } from "./mailbox-account.ts";
import { accountAlarms, accountState, lagMs, mailboxAlarms } from "./mailbox-alarms.ts";
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
  const well = {
    ...{ passedAt: 1_000, failing: undefined, stoppedAt: undefined, waiting: 0, oldestWaitingAt: undefined },
    ...{ unaccounted: 0, quota: undefined, grantExpiresAt: undefined, filing: undefined, isOff: false },
  };
  const texts = (...given: Parameters<typeof accountAlarms>) => accountAlarms(...given).map(({ text }) => text);
  const failing = { since: 61_000, kind: "tls", cause: "the connection cannot be secured" } as const;
  assert.deepEqual([accountState(well), lagMs(well, 61_000), accountAlarms(well, 61_000)], ["ok", 0, []]);
  assert.equal(accountState({ ...well, passedAt: undefined }), "starting");
  const off = { ...well, failing, unaccounted: 2, isOff: true };
  assert.deepEqual([accountState(off), lagMs(off, 400_000), accountAlarms(off, 400_000)], ["off", 0, []]);
  const bad = { ...well, failing };
  assert.deepEqual([accountState(bad), lagMs(bad, 61_000)], ["failing", 60_000]);
  assert.deepEqual(texts(bad, 61_000), [failing.cause]);
  assert.deepEqual(texts(well, 400_000), ["no successful look into the account for 6 minutes"]);
  assert.deepEqual(texts({ ...well, unaccounted: 2 }, 2_000), ["2 messages on the server are unaccounted for"]);
  const quota = (usedBytes: number) => texts({ ...well, quota: { usedBytes, limitBytes: 1_000 } }, 2_000);
  assert.deepEqual(
    [quota(950), quota(951)],
    [[], ["the mailbox is full on the mail server: 95 % of its room is used"]],
  );
  const grant = (days: number) => texts({ ...well, grantExpiresAt: 2_000 + days * 86_400_000 }, 2_000);
  assert.deepEqual([grant(7), grant(6)], [[], ["somebody has to agree anew within 6 days, or no tokens are given"]]);
  assert.equal(accountState({ ...bad, stoppedAt: 61_000 }), "stopped");
  assert.equal(lagMs({ ...well, oldestWaitingAt: 500 }, 2_500), 2_000);
});

test("what may go by itself is told once it has lasted two minutes, what needs somebody at once; nothing later than five minutes", () => {
  const facts = (kind: "connect" | "log-in", failedAt: number) => ({
    ...{ passedAt: 0, failing: { since: failedAt, kind, cause: "x" }, stoppedAt: undefined, waiting: 0 },
    ...{ oldestWaitingAt: undefined, unaccounted: 0, quota: undefined, grantExpiresAt: undefined, filing: undefined },
    isOff: false,
  });
  const told = (account: ReturnType<typeof facts>, now: number) =>
    mailboxAlarms({ account, usual: undefined, canary: undefined }, now).map(({ kind }) => kind);
  assert.deepEqual(told(facts("log-in", 1_000), 1_000), ["log-in"]);
  assert.deepEqual([told(facts("connect", 1_000), 120_999), told(facts("connect", 1_000), 121_000)], [[], ["connect"]]);
  assert.deepEqual(told(facts("connect", 300_000), 300_001), ["no-pass"]);
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
