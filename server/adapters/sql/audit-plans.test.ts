import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, Kysely, PostgresDialect } from "kysely";
import { Client } from "pg";
import type { AuditSearch } from "../../ports/journal.ts";
import { testDatabase } from "../../testing/database.ts";
import type { Database } from "./context.ts";
import { journalReads } from "./journal.ts";
import type { Tables } from "./tables.ts";

const count = 50_000;

/** Each row a minute after the one before; one in ten is no part of the audit. Nearly all of it is the system's and about ever another interaction. */
const fill = `
  INSERT INTO journal (position, seq, hash, at, actor, interaction_id, event)
    SELECT n, CASE WHEN n % 10 > 0 THEN n END, 'h', timestamptz '2026-01-01' + n * interval '1 minute',
      CASE WHEN n = 77 THEN 'U1' ELSE 'system' END, CASE WHEN n % 100 > 0 THEN 'I' || n / 5 END,
      json_build_object('kind', 'InteractionMoved', 'operation', CASE WHEN n = 88 THEN 'Rare' ELSE 'Accept' END, 'name', 'N' || n)
    FROM generate_series(1, ${count}) AS n`;

type Plan = { readonly "Node Type": string; readonly Plans?: readonly Plan[] };
type Root = Plan & { readonly "Shared Hit Blocks": number; readonly "Shared Read Blocks": number };

const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Pages of the database for one page of the audit; all of the journal has some 1,500. */
const buffersMax = 400;

const anything = {
  ...{ actor: undefined, operation: undefined, object: undefined, from: undefined, to: undefined, before: undefined },
  limit: 50,
} as const satisfies AuditSearch;

test("a page of the audit costs no more than what it looks at, whatever is looked for and however much there is", async (t) => {
  const { pool, ownerUrl } = await testDatabase(t);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(fill);
  await owner.query("VACUUM ANALYZE");
  await owner.end();
  const asked: CompiledQuery[] = [];
  const database: Database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query),
  });
  const beginning = Date.UTC(2026, 0, 1);
  const minute = 60_000;
  const half = beginning + (count / 2) * minute;
  const questions: Readonly<Record<string, Partial<AuditSearch>>> = {
    newest: {},
    "a later page": { before: { at: half, seq: count / 2 } },
    "between two times": { from: half - 200 * minute, to: half },
    "between two times, and nothing": { from: half, to: half },
    "long ago": { to: beginning + 300 * minute },
    "a rare operation": { operation: "Rare" },
    "a usual operation": { operation: "Accept" },
    "one who did little": { actor: "U1" },
    "one interaction of long ago": { object: { interaction: "I5" } },
    "one interaction of long ago, and an operation": { object: { interaction: "I17" }, operation: "Rare" },
    "a name that nothing has": { object: { name: "nothing", user: undefined } },
    "all at once": { actor: "U1", operation: "Rare", object: { name: "N77", user: undefined }, to: half },
  };
  for (const [name, search] of Object.entries(questions)) {
    asked.length = 0;
    await journalReads(database).search({ ...anything, ...search });
    for (const { sql, parameters } of [...asked]) {
      const { rows } = await pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, [...parameters]);
      const root: Root = rows[0]["QUERY PLAN"][0].Plan;
      assert.ok(!nodes(root).some((node) => node["Node Type"] === "Seq Scan"), `${name}: ${sql}`);
      const buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"];
      assert.ok(buffers <= buffersMax, `${name}: ${buffers} buffers: ${JSON.stringify(root).slice(0, 3_000)}`);
    }
  }
  const seqs = async (search: Partial<AuditSearch>): Promise<readonly (number | undefined)[]> =>
    (await journalReads(database).search({ ...anything, ...search })).rows.map(({ seq }) => seq);
  assert.deepEqual(await seqs({ limit: 3 }), [count - 1, count - 2, count - 3]);
  assert.deepEqual(await seqs({ object: { interaction: "I17" }, operation: "Rare" }), [88]);
  assert.deepEqual(await seqs({ from: beginning + 77 * minute, to: beginning + 79 * minute }), [78, 77]);
});

test("whoever goes on from page to page sees each row that was looked for, and comes to the end", async (t) => {
  const { pool, ownerUrl } = await testDatabase(t);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(fill.replace(`${count}`, "12000"));
  await owner.end();
  const database: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const all = async (search: Partial<AuditSearch>) => {
    const seen: (number | undefined)[] = [];
    let before: AuditSearch["before"];
    let pages = 0;
    do {
      const { rows, next } = await journalReads(database).search({ ...anything, ...search, before });
      seen.push(...rows.map(({ seq }) => seq));
      before = next;
      pages += 1;
    } while (before !== undefined);
    return { seen, pages };
  };
  const audited = Array.from({ length: 12_000 }, (_, at) => 12_000 - at).filter((n) => n % 10 > 0);
  assert.deepEqual((await all({ limit: 1_000 })).seen, audited);
  assert.deepEqual(
    (await all({ operation: "Accept", limit: 700 })).seen,
    audited.filter((n) => n !== 88),
  );
  assert.deepEqual(await all({ operation: "Rare" }), { seen: [88], pages: 6 });
  assert.deepEqual(await all({ actor: "U1", to: Date.UTC(2026, 0, 2) }), { seen: [77], pages: 1 });
});
