import assert from "node:assert/strict";
import { test } from "node:test";
import { Kysely, PostgresDialect } from "kysely";
import type { HistoryFilter } from "../../ports/history.ts";
import { testDatabase } from "../../testing/database.ts";
import { historyReads } from "./history.ts";
import type { Tables } from "./tables.ts";
import { timelineReads } from "./timeline.ts";

/** C1 took over C2 to C9; X is somebody else. C3 has much mail, three of each minute stand at one time, one in eleven is a draft thrown away. */
const fill = `
  INSERT INTO queues (id, name, kind, routing) VALUES ('q', 'support', 'inbound', '{}');
  INSERT INTO contacts (id, root_id, first_name, last_name, merged_into, merged_at, terms, created_at, modified_at)
    SELECT id, CASE id WHEN 'X' THEN 'X' ELSE 'C1' END, '', id, CASE WHEN id NOT IN ('X', 'C1') THEN 'C1' END,
      CASE WHEN id NOT IN ('X', 'C1') THEN now() END, '{}', now(), now()
    FROM unnest('{C1,C2,C3,C4,C5,C6,C7,C8,C9,X}'::text[]) AS id;
  INSERT INTO contents (id, reply_to, to_list, cc_list, bcc_list, subject, body_text, body_html, language)
    SELECT 'T' || n, '[]', '[]', '[]', '[]', 'Order ' || n, CASE WHEN n % 3 = 0 THEN 'parcel' ELSE 'letter' END, '', 'english'
    FROM generate_series(1, 600) AS n;
  INSERT INTO interactions (id, direction, subtype, state, version, queue_id, priority, enqueued_at, contact_id, thread_id,
      content_id, user_data, comments, attachments, received_at)
    SELECT 'I' || n, 'inbound', 'InboundNew', CASE WHEN n % 11 = 0 THEN 'Canceled' ELSE 'Completed' END, 1, 'q', 0, 0,
      CASE WHEN n % 2 = 0 THEN 'C3' WHEN n % 7 = 0 THEN 'X' ELSE 'C' || 1 + n % 9 END, 'H', 'T' || n, '{}', '[]', '[]',
      timestamptz '2026-01-01' + n / 3 * interval '1 minute'
    FROM generate_series(1, 600) AS n;
  INSERT INTO interaction_index
    SELECT i.id, i.received_at, i.user_data::jsonb, interaction_words(c, i.user_data::jsonb)
    FROM interactions i JOIN contents c ON c.id = i.content_id`;

const wanted = `SELECT id FROM interactions WHERE contact_id <> 'X' AND state <> 'Canceled'`;

test("merged_contacts_page_by_page: what merged contacts have together comes whole and in order, whatever the page", async (t) => {
  const { pool } = await testDatabase(t);
  await pool.query(fill);
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const ids = async (rest: string): Promise<readonly string[]> =>
    (await pool.query<{ id: string }>(`${wanted} ${rest}`)).rows.map(({ id }) => id);
  const newest = await ids("ORDER BY received_at DESC, id DESC");
  const oldest = await ids("ORDER BY received_at, id");
  const parcels = await ids("AND substr(id, 2)::int % 3 = 0 ORDER BY received_at DESC, id DESC");
  const history = async (limit: number, filter: Partial<HistoryFilter>): Promise<readonly string[]> => {
    const found: string[] = [];
    let cursor: HistoryFilter["cursor"];
    for (;;) {
      const asked = { contact: "C5", order: "desc", limit, ...filter, ...(cursor && { cursor }) } as const;
      const page = await historyReads(database).page(asked);
      found.push(...page.map(({ interaction }) => interaction.id));
      const last = page.at(-1)?.interaction;
      if (last === undefined) return found;
      cursor = { receivedAt: last.receivedAt, id: last.id };
    }
  };
  const line = async (limit: number): Promise<readonly string[]> => {
    const found: string[] = [];
    let before: { readonly at: number; readonly id: string } | undefined;
    for (;;) {
      const page = await timelineReads(database).of("C5", { limit, ...(before && { before }) });
      found.push(...page.map(({ id }) => id));
      before = page.at(-1);
      if (before === undefined) return found;
    }
  };
  for (const limit of [2, 50, 1000]) {
    assert.deepEqual(await line(limit), newest, `time line by ${limit}`);
    assert.deepEqual(await history(limit, {}), newest, `history by ${limit}`);
    assert.deepEqual(await history(limit, { order: "asc" }), oldest, `history from its beginning by ${limit}`);
    assert.deepEqual(await history(limit, { search: "parcel" }), parcels, `words by ${limit}`);
  }
});
