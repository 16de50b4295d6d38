import assert from "node:assert/strict";
import fc from "fast-check";
assert.ok(fc.integer() && Date.now() > 0);
