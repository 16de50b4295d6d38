import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import test from "node:test";
import { root } from "../root.ts";
import { sourceFiles } from "../source-files.ts";

const { overrides }: { overrides: readonly { readonly includes: readonly string[] }[] } = JSON.parse(
  readFileSync(join(root, "biome.json"), "utf8"),
);

/** Entries of `overrides` that speak about the file. The last glob that matches decides, as in Biome. */
const entriesFor = (file: string): readonly string[] =>
  overrides
    .filter(
      ({ includes }) =>
        includes.findLast((glob) => matchesGlob(file, glob.replace(/^!/, "")))?.startsWith("!") === false,
    )
    .map(({ includes }) => includes[0] ?? "");

test("no file has two entries, since the later one would replace the options of the earlier", () => {
  for (const file of sourceFiles("contract", "server", "web", "e2e", "bench", "tools")) {
    assert.ok(entriesFor(file).length <= 1, `${file}: ${entriesFor(file).join(" and ")}`);
  }
});

test("no file of a ring is left out", () => {
  const rings = /^(?:contract|server\/(?:domain|ports|operations|queries|wire|loops|adapters))\//;
  const files = sourceFiles("contract", "server").filter((file) => rings.test(file));
  assert.ok(files.length > 100);
  assert.deepEqual(
    files.filter((file) => entriesFor(file).length === 0),
    [],
  );
});
