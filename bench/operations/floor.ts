import { join } from "node:path";
import { Pool } from "pg";

/** What the database alone takes of the same. */
export type Floor = {
  /** Transactions a second of all callers. */
  rate(forMs: number): Promise<number>;
  close(): Promise<void>;
};

const event = JSON.stringify({ kind: "InteractionMoved", interaction: "x".repeat(1_200) });

/** Tables of their own beside those of a running server, with a row for each caller. */
export async function openFloor(data: string, callers: number): Promise<Floor> {
  const pool = new Pool({ host: join(data, "socket"), user: "postgres", database: "postroom", max: callers });
  for (const statement of tables) await pool.query(statement);
  await pool.query("INSERT INTO floor.rows (id, version, state) SELECT n, 0, '{}' FROM generate_series(1, $1::int) n", [
    callers,
  ]);
  return {
    async rate(forMs) {
      const begun = performance.now();
      let done = 0;
      await Promise.all(
        Array.from({ length: callers }, async (_, index) => {
          while (performance.now() - begun < forMs) {
            await operation(pool, index + 1);
            done++;
          }
        }),
      );
      return (done / (performance.now() - begun)) * 1_000;
    },
    async close() {
      await pool.query("DROP SCHEMA floor CASCADE");
      await pool.end();
    },
  };
}

const tables = [
  "CREATE SCHEMA floor",
  "CREATE TABLE floor.rows (id integer PRIMARY KEY, version bigint, state jsonb)",
  "CREATE TABLE floor.timers (id integer PRIMARY KEY, due bigint)",
  "CREATE TABLE floor.events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event json)",
];

/** Read, guarded by its version, changed, timed, told: what an operation is made of, and nothing of what it decides or answers. */
async function operation(pool: Pool, id: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query({
      ...{ name: "read", text: "SELECT * FROM floor.rows WHERE id = $1", values: [id] },
    });
    const version: unknown = rows[0]?.version;
    await client.query({
      name: "change",
      text: "UPDATE floor.rows SET version = version + 1, state = $3 WHERE id = $1 AND version = $2",
      values: [id, version, event],
    });
    await client.query({
      name: "time",
      text: "INSERT INTO floor.timers VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET due = excluded.due",
      values: [id, version],
    });
    await client.query({ name: "tell", text: "INSERT INTO floor.events (event) VALUES ($1)", values: [event] });
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
