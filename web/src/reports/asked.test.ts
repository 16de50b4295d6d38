import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, queryOf } from "./asked.ts";

const noon = new Date(2026, 10, 30, 12).getTime();

test("without days in the URL it is a week that ends today", () => {
  assert.deepEqual(daysOf(new URLSearchParams(), noon), { from: "2026-11-24", to: "2026-11-30" });
  assert.deepEqual(daysOf(new URLSearchParams("from=soon&to=2026-03-01"), noon), {
    from: "2026-02-23",
    to: "2026-03-01",
  });
});

test("the last day counts to its end, by the reader's clocks", () => {
  const search = new URLSearchParams("from=2026-11-02&to=2026-11-03&queue=support&agent=&interval=day");
  const given = { now: noon, timeZone: "UTC" };
  const query = queryOf("volume", search, given);
  assert.equal(query.get("from"), new Date(2026, 10, 2).toISOString());
  assert.equal(query.get("to"), new Date(2026, 10, 4).toISOString());
  assert.equal(query.get("queue"), "support");
  assert.equal(query.get("agent"), null);
  assert.equal(queryOf("interactions", search, given).get("interval"), null);
  assert.equal(queryOf("readiness", search, given).get("queue"), null);
});
