import { sql } from "kysely";
import { type Notice, noticesMax } from "../../domain/desktop/notice.ts";
import type { NoticeReads, NoticeRows } from "../../ports/notices.ts";
import type { Database, Writing } from "./context.ts";
import { json, time } from "./values.ts";

/** What agents have not yet put away. */
export const noticeReads = (database: Database): NoticeReads => ({
  async of(user) {
    const { rows } = await sql<{ notice: Notice }>`
      SELECT notice FROM notices WHERE user_id = ${user} ORDER BY at, id LIMIT ${noticesMax}`.execute(database);
    return rows.map(({ notice }) => notice);
  },
});

export const noticeRows = ({ database }: Writing): NoticeRows => ({
  async create(notice) {
    await sql`
      DELETE FROM notices WHERE id = ANY(ARRAY(
        SELECT id FROM notices WHERE user_id = ${notice.user} ORDER BY at DESC, id DESC OFFSET ${noticesMax - 1}))`.execute(
      database,
    );
    await sql`
      INSERT INTO notices (id, user_id, at, notice)
      VALUES (${notice.id}, ${notice.user}, ${time(notice.at)}, ${json(notice)}::jsonb)`.execute(database);
  },
  async remove(id, user) {
    const { rows } = await sql<{ notice: Notice }>`
      DELETE FROM notices WHERE id = ${id} AND user_id = ${user} RETURNING notice`.execute(database);
    return rows[0]?.notice;
  },
});
