import assert from "node:assert/strict";
import { test } from "node:test";
import { dateText } from "./date-text.ts";

test("a moment is written as mail writes it, in UTC", () => {
  assert.equal(dateText(Date.UTC(2026, 10, 23, 10, 18)), "Mon, 23 Nov 2026 10:18:00 +0000");
  assert.equal(dateText(Date.UTC(2026, 0, 4, 0, 5, 9, 900)), "Sun, 4 Jan 2026 00:05:09 +0000");
});
