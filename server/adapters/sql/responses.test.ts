import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { createCategory } from "../../operations/response/create-category.ts";
import { skillExpressionProblem } from "../../provisioning-file.ts";
import { checkConsistency } from "../../queries/consistency/check.ts";
import { applyProvisioning } from "../../start/provisioning.ts";
import { ask } from "../../testing/agent-day.ts";
import { atEnd } from "../../testing/at-end.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { testDatabase } from "../../testing/database.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { migrate } from "./migrate.ts";
import { migrationsFolder } from "./migrations.ts";
import { openPool } from "./pool.ts";

const texts = [
  { category: "Greetings", name: "thanks", body: "Thank you" },
  { category: "Greetings/German/Formal", name: "danke", language: "de", body: "Danke", shortcut: "dk" },
];

async function provision(centre: Centre, standardResponses: readonly object[]): Promise<boolean> {
  const parsed = parseProvisioning({ ...acme, standardResponses }, { skillExpressionProblem });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
}

const rowsOf = async ({ pool }: Centre, columns = "*") =>
  (await pool.query(`SELECT ${columns} FROM standard_responses ORDER BY name`)).rows;

test("provisioning makes the categories of a path, and again changes nothing of what is so already", async (t) => {
  const centre = await testCentre(t, { ...acme, standardResponses: texts });
  const { rows: categories } = await centre.pool.query(
    "SELECT c.name, c.language, p.name AS parent FROM response_categories c LEFT JOIN response_categories p ON p.id = c.parent_id ORDER BY c.name",
  );
  assert.deepEqual(categories, [
    { name: "Formal", language: "de", parent: "German" },
    { name: "German", language: "de", parent: "Greetings" },
    { name: "Greetings", language: "en", parent: null },
  ]);
  const before = await rowsOf(centre);
  centre.clock.advance(60_000);
  assert.equal(await provision(centre, texts), false);
  const more = { category: "Greetings", name: "bye", body: "Bye", startTime: "2026-01-01", approved: false };
  assert.equal(await provision(centre, [...texts, more]), true);
  const [bye, ...rest] = await rowsOf(centre);
  assert.deepEqual(rest, before);
  assert.deepEqual([bye.is_approved, bye.starts_at, bye.version], [false, Date.parse("2026-01-01"), 1]);

  await provision(centre, [{ ...texts[0], body: "Many thanks" }]);
  const after = await rowsOf(centre, "id, name, body, version");
  assert.deepEqual(after.map(({ name, body, version }) => [name, body, version]), [["bye", "Bye", 1], ["danke", "Danke", 1], ["thanks", "Many thanks", 2]]); // biome-ignore format: one line
  assert.equal(after[2].id, before[1].id);
});

const label = (sha256: string, size: number) => ({
  ...{ id: "00009a8T8Y13002S", name: "label.pdf", mime: "application/pdf", size, sha256 },
  ...{ contentId: undefined, isEmbedded: false },
});

test("a document of a standard response is found, its file is kept while it is named, and goes with the response", async (t) => {
  const centre = await testCentre(t, { ...acme, standardResponses: texts });
  const { store } = centre.performing;
  const { sha256, size } = await centre.files.put(Buffer.from("label"));
  const [{ id: response }] = await rowsOf(centre, "id");
  await store.change({ actor: "system" }, (tx) => tx.responses.attach(response, label(sha256, size)));
  await store.read(async ({ responses, leftovers, consistency }) => {
    assert.deepEqual(await responses.document("00009a8T8Y13002S"), label(sha256, size));
    assert.equal(await responses.document("NOSUCH"), undefined);
    assert.deepEqual((await responses.byId(response))?.attachments, [label(sha256, size)]);
    assert.deepEqual([...(await leftovers.filesNamedAmong([sha256, "00"]))], [sha256]);
    assert.deepEqual(await consistency.filesNamed("", 10), [{ sha256, size }]);
  });
  await store.change({ actor: "system" }, (tx) => tx.responses.remove(response));
  await store.read(async ({ responses, leftovers }) => {
    assert.equal(await responses.document("00009a8T8Y13002S"), undefined);
    assert.equal((await leftovers.filesNamedAmong([sha256])).size, 0);
  });
});

test("a missing file of a standard response, and a category that no root leads to, are found", async (t) => {
  const centre = await testCentre(t, { ...acme, standardResponses: texts }, { isChecked: false });
  const { store } = centre.performing;
  const [{ id: response }] = await rowsOf(centre, "id");
  await store.change({ actor: "system" }, (tx) => tx.responses.attach(response, label("ab".repeat(32), 5)));
  await centre.pool.query(
    "UPDATE response_categories SET parent_id = (SELECT id FROM response_categories WHERE name = 'Formal') WHERE name = 'German'",
  );
  const findings = await checkConsistency({ store, files: centre.files });
  assert.deepEqual(findings.map(({ rule }) => rule), ["responses", "responses", "I1"]); // biome-ignore format: one line
});

test("two at the same moment cannot give one name to two categories", async (t) => {
  const centre = await testCentre(t);
  const input = { name: "One", parent: undefined, description: "", language: "en", isApproved: true };
  const results = await Promise.all([1, 2, 3].map(() => ask(centre, "sam", createCategory, { input })));
  assert.deepEqual(results.map((result) => (result.ok ? "done" : result.refusal.kind)).toSorted(), [
    "alreadyExists",
    "alreadyExists",
    "done",
  ]);
});

test("what was provisioned before the tree came keeps its ids and finds its category", async (t) => {
  const { ownerUrl, owner } = await beforeTheTree(t);
  const rows = [
    ["r1", "Greetings", "thanks", "en"],
    ["r2", "Greetings / German", "danke", "de"],
    ["r3", "Greetings/German/", "danke", "de"],
    ["r4", "/", "odd", "en"],
    ["r5", "Shipping", "thanks", "en"],
  ];
  for (const row of rows) {
    await owner.query("INSERT INTO standard_responses VALUES ($1, $2, $3, $4, 's', '<p>Hello</p>')", row);
  }
  await migrate(ownerUrl);
  const { rows: migrated } = await owner.query(`
    SELECT r.id, r.name, c.name AS category, p.name AS above, r.is_approved, r.version, r.search @@ to_tsquery('simple', 'hello') AS found
    FROM standard_responses r JOIN response_categories c ON c.id = r.category_id LEFT JOIN response_categories p ON p.id = c.parent_id
    ORDER BY r.id`);
  assert.deepEqual(
    migrated.map(({ id, name, category, above }) => [id, name, category, above]),
    [
      ["r1", "thanks", "Greetings", null],
      ["r2", "danke", "German", "Greetings"],
      ["r3", "danke (r3)", "German", "Greetings"],
      ["r4", "odd", "/", null],
      ["r5", "thanks", "Shipping", null],
    ],
  );
  assert.ok(migrated.every(({ is_approved, version, found }) => is_approved && version === 1 && found));
  const { rows: categories } = await owner.query("SELECT id, language FROM response_categories WHERE name = 'German'");
  assert.deepEqual([categories.length, categories[0].language], [1, "de"]);
  assert.match(categories[0].id, /^[a-z0-9]{16}$/);
});

/** A database with the steps before the sixth. */
async function beforeTheTree(t: TestContext) {
  const { ownerUrl } = await testDatabase(t);
  const owner = openPool(ownerUrl, { log: silentLog });
  atEnd(t, () => owner.end());
  await owner.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const folder = await mkdtemp(join(tmpdir(), "postroom-migrations-"));
  atEnd(t, () => rm(folder, { recursive: true }));
  await cp(migrationsFolder, folder, {
    recursive: true,
    filter: (file) => !/\/(?:000[6-9]|00[1-9]\d|0[1-9]\d\d)-/.test(file),
  });
  await migrate(ownerUrl, { folder });
  return { ownerUrl, owner };
}
