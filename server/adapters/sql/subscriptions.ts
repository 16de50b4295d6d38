import { sql } from "kysely";
import { shelfKey } from "../../domain/workbin/shelf.ts";
import type { SubscriptionReads, SubscriptionRows } from "../../ports/subscriptions.ts";
import type { Database, Writing } from "./context.ts";

type WatcherRow = { user_id: string; owner: string; workbin_id: string };
type ShelfRow = { id: string; name: string; owner: string; owned_by: "agent" | "group" };

/** More than there can be users. */
const watchersMax = 10_000;

/** Who watches which shelf. */
export const subscriptionReads = (database: Database): SubscriptionReads => ({
  async watchers(shelves) {
    const { rows } = await sql<WatcherRow>`
      SELECT s.user_id, s.owner, s.workbin_id
      FROM unnest(${shelves.map(({ owner }) => owner)}::text[], ${shelves.map(({ workbin }) => workbin)}::text[]) AS asked (owner, workbin_id)
      JOIN workbin_subscriptions s USING (owner, workbin_id) ORDER BY s.user_id LIMIT ${watchersMax}`.execute(database);
    const byShelf = Map.groupBy(rows, (row) => shelfKey({ owner: row.owner, workbin: row.workbin_id }));
    return new Map([...byShelf].map(([shelf, watching]) => [shelf, watching.map((row) => row.user_id)]));
  },
  async count(user) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM workbin_subscriptions WHERE user_id = ${user}`.execute(database);
    return rows[0]?.count ?? 0;
  },
});

/** Writing subscriptions; the caller tells of them. */
export const subscriptionRows = ({ database }: Writing): SubscriptionRows => ({
  async add(user, shelf) {
    await sql`
      INSERT INTO workbin_subscriptions VALUES (${user}, ${shelf.workbin}, ${shelf.owner}, ${shelf.ownedBy})
      ON CONFLICT DO NOTHING`.execute(database);
  },
  async remove(user, shelf) {
    await sql`
      DELETE FROM workbin_subscriptions
      WHERE user_id = ${user} AND workbin_id = ${shelf.workbin} AND owner = ${shelf.owner}`.execute(database);
  },
  async removeAll(user) {
    const { rows } = await sql<ShelfRow>`
      DELETE FROM workbin_subscriptions s USING workbins w WHERE s.user_id = ${user} AND w.id = s.workbin_id
      RETURNING w.id, w.name, s.owner, s.owned_by`.execute(database);
    return rows.map(({ id, name, owner, owned_by: ownedBy }) => ({ workbin: id, name, owner, ownedBy }));
  },
});
