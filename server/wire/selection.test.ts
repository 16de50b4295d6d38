import assert from "node:assert/strict";
import { test } from "node:test";
import { embedded, filtered, pageOf, picked, readCollectionQuery } from "./selection.ts";

const rows = [
  { id: "1", name: "support", internal: false, groups: ["a", "b"] },
  { id: "2", name: "general", internal: false, groups: ["b"] },
];
const fields = ["id", "name", "internal", "groups"];

test("fields choose, unknown names are ignored, the resource's order stays", () => {
  assert.deepEqual(picked(rows[0] ?? {}, { fields: "name, id,nosuch" }), { id: "1", name: "support" });
  assert.deepEqual(picked(rows[0] ?? {}, { fields: "*" }), rows[0]);
  assert.deepEqual(picked(rows[0] ?? {}, {}), rows[0]);
});

test("embedded subresources survive a choice of fields", () => {
  const query = { fields: "id", subresources: "groups" };
  const row = { id: "1", name: "support", ...embedded({ groups: [], skills: [] }, query) };
  assert.deepEqual(picked(row, query, ["groups", "skills"]), { id: "1", groups: [] });
  assert.deepEqual(embedded({ groups: [], skills: [] }, { subresources: "*" }), { groups: [], skills: [] });
  assert.deepEqual(embedded({ groups: [], skills: [] }, {}), {});
});

test("filters compare equal, combine with AND, and look into lists", () => {
  assert.deepEqual(filtered(rows, [["name", "general"]]), [rows[1]]);
  assert.deepEqual(filtered(rows, [["groups", "b"], ["internal", "false"]]), rows); // biome-ignore format: one line
  assert.deepEqual(filtered(rows, [["groups", "a"], ["name", "general"]]), []); // biome-ignore format: one line
});

test("an unknown filter is refused with its path, a cache buster is ignored", () => {
  const refused = readCollectionQuery({ fields: "*", nosuch: "1" }, fields);
  assert.deepEqual(refused.ok ? undefined : refused.refusal, {
    kind: "badValue",
    path: "$.nosuch",
    because: "no such field",
  });
  assert.deepEqual(readCollectionQuery({ _: "1700000000", resolveUris: "false" }, fields), {
    ok: true,
    value: { filters: [], limit: 1_000, offset: 0 },
  });
});

test("pages follow each other without a gap, and the last one names no next", () => {
  const all = Array.from({ length: 5 }, (_, index) => ({ id: String(index) }));
  const seen: unknown[] = [];
  let cursor: string | undefined = "0";
  while (cursor !== undefined) {
    const query = readCollectionQuery({ limit: "2", cursor }, fields);
    assert.ok(query.ok);
    const page = pageOf(all, query.value);
    seen.push(...page.rows);
    cursor = page.nextCursor;
  }
  assert.deepEqual(seen, all);
});

test("a page size that is no number from 1 to 1000 is refused", () => {
  for (const limit of ["0", "1001", "many", "-1"]) assert.ok(!readCollectionQuery({ limit }, fields).ok, limit);
  assert.ok(!readCollectionQuery({ cursor: "x" }, fields).ok);
});
