import assert from "node:assert/strict";
import { main } from "../../server/main.ts"; // refused: noRestrictedImports
assert.ok(main);
