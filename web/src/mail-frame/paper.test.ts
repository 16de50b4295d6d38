import assert from "node:assert/strict";
import test from "node:test";
import { paperOf } from "./paper.ts";

test("designed mail is on white and other mail as the theme is, until it is turned", () => {
  for (const theme of ["system", "light", "dark"] as const) {
    assert.equal(paperOf(theme, true, false), "light");
    assert.equal(paperOf(theme, true, true), "dark");
    assert.equal(paperOf(theme, false, false), theme === "system" ? undefined : theme);
    assert.equal(paperOf(theme, false, true), "light");
  }
});
