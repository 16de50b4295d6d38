import assert from "node:assert/strict";
import { test } from "node:test";
import { cellText, durationText, kindOf } from "./cells.ts";

test("durations have two units at most", () => {
  assert.equal(durationText(0, "en"), "0s");
  assert.equal(durationText(40, "en"), "40s");
  assert.equal(durationText(3_600, "en"), "1h");
  assert.equal(durationText(3_661, "en"), "1h 1m");
  assert.equal(durationText(183_600, "en"), "2d 3h");
});

test("a cell is written by what its column is", () => {
  const given = { locale: "en-GB", interval: "month" };
  assert.equal(cellText(33.3, kindOf("percent", "sla"), given), "33.3%");
  assert.equal(cellText(1_234, kindOf("received", "volume"), given), "1,234");
  assert.equal(cellText(null, kindOf("medianSeconds", "age"), given), "");
  assert.equal(cellText("2026-11-15T00:00:00.000Z", kindOf("interval", "volume"), given), "November 2026");
  assert.equal(kindOf("from", "interactions"), "words");
  assert.equal(kindOf("from", "readiness"), "moment");
});
