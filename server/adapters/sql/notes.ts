import { sql } from "kysely";
import type { Note } from "../../domain/desktop/note.ts";
import type { NoteReads, NoteRows, ThreadEntry } from "../../ports/notes.ts";
import type { Database, Writing } from "./context.ts";
import { text, time } from "./values.ts";

type NoteRow = {
  id: string;
  thread_id: string;
  user_id: string;
  text: string;
  mentions: readonly string[];
  at: number;
};

/** Threads as colleagues see them. */
export const noteReads = (database: Database): NoteReads => ({
  async entries({ thread, limit, cursor }) {
    const behind = (at: ReturnType<typeof sql>) =>
      cursor === undefined ? sql`` : sql`AND (${at}, id) > (${time(cursor.at)}, ${cursor.id})`;
    const { rows } = await sql<ThreadEntry>`
      SELECT * FROM (
        (SELECT 'mail' AS kind, id, received_at AS at FROM interactions
          WHERE thread_id = ${thread} AND state <> 'Canceled' ${behind(sql`received_at`)} ORDER BY received_at, id LIMIT ${limit})
        UNION ALL
        (SELECT 'note', id, at FROM notes WHERE thread_id = ${thread} ${behind(sql`at`)} ORDER BY at, id LIMIT ${limit})
      ) entry ORDER BY at, id LIMIT ${limit}`.execute(database);
    return rows;
  },
  async byIds(ids) {
    const { rows } = await sql<NoteRow>`SELECT * FROM notes WHERE id = ANY(${[...ids]}::text[])`.execute(database);
    return rows.map(noteOf);
  },
  async latest(thread, limit) {
    const { rows } = await sql<NoteRow>`
      SELECT * FROM notes WHERE thread_id = ${thread} ORDER BY at DESC, id DESC LIMIT ${limit}`.execute(database);
    return rows.map(noteOf);
  },
  async readBy(thread) {
    const { rows } = await sql<{ user: string; at: number }>`
      SELECT user_id AS user, at FROM thread_reads WHERE thread_id = ${thread} ORDER BY at, user_id LIMIT 1000`.execute(
      database,
    );
    return rows;
  },
  async holdersIn(thread) {
    const { rows } = await sql<{ holder: string }>`
      SELECT DISTINCT holder FROM interactions WHERE thread_id = ${thread} AND holder IS NOT NULL LIMIT 1000`.execute(
      database,
    );
    return rows.map((row) => row.holder);
  },
});

/** Writing notes. */
export const noteRows = ({ database, now }: Writing): NoteRows => ({
  async create(note) {
    await sql`
      INSERT INTO notes (id, thread_id, user_id, text, mentions, at)
      VALUES (${note.id}, ${note.thread}, ${note.by}, ${text(note.text)}, ${[...note.mentions]}, ${time(note.at)})`.execute(
      database,
    );
  },
  async markRead(thread, user) {
    await sql`
      INSERT INTO thread_reads (thread_id, user_id, at) VALUES (${thread}, ${user}, ${time(now.wall)})
      ON CONFLICT (thread_id, user_id) DO UPDATE SET at = excluded.at`.execute(database);
  },
});

const noteOf = ({ thread_id: thread, user_id: by, ...row }: NoteRow): Note => ({ ...row, thread, by });
