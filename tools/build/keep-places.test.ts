import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "./keep-places.ts";

const packed = new Map([["/tree/server/mail-thread.ts", "./mail-thread.js"]]);
const inPack = (code: string) => placed(code, "/tree/server/start/core.ts", "/tree/server/dist", packed);

test("what a module finds beside itself is found from the pack", () => {
  assert.equal(
    inPack('readFileSync(new URL("../package.json", import.meta.url));'),
    'readFileSync(new URL("../package.json", new URL("../start/core.ts", import.meta.url)));',
  );
  assert.equal(inPack("createRequire(import.meta.url)"), 'createRequire(new URL("../start/core.ts", import.meta.url))');
});

test("a thread is taken from the pack", () => {
  assert.equal(inPack('new URL("../mail-thread.ts", import.meta.url)'), 'new URL("./mail-thread.js", import.meta.url)');
});

test("what would point into the pack unseen is refused", () => {
  assert.throws(
    () => inPack('join(import.meta.dirname, "migrations")'),
    /import\.meta\.dirname does not survive packing/,
  );
  assert.equal(inPack('import.meta.resolve("pg")'), 'import.meta.resolve("pg")');
});
