import { sql } from "kysely";
import type { HttpSession, SessionReads, SessionRows } from "../../ports/sessions.ts";
import type { Database, Writing } from "./context.ts";
import { time } from "./values.ts";

type SessionRow = { id_hash: string; user_id: string; csrf_token: string; created_at: number; last_seen_at: number };

/** HTTP sessions: rows, so that they survive a restart. */
export const sessionReads = (database: Database): SessionReads => ({
  async byHash(idHash) {
    const { rows } = await sql<SessionRow>`SELECT * FROM http_sessions WHERE id_hash = ${idHash}`.execute(database);
    return rows[0] === undefined ? undefined : sessionOf(rows[0]);
  },
});

/** Writing HTTP sessions. */
export const sessionRows = ({ database, now }: Writing): SessionRows => ({
  async create(session) {
    await sql`
      INSERT INTO http_sessions VALUES (${session.idHash}, ${session.user}, ${session.csrfToken}, ${time(session.createdAt)},
        ${time(session.lastSeenAt)})`.execute(database);
  },
  async touch(idHash, at) {
    await sql`UPDATE http_sessions SET last_seen_at = ${time(at)} WHERE id_hash = ${idHash}`.execute(database);
  },
  async remove(idHash) {
    await sql`DELETE FROM http_sessions WHERE id_hash = ${idHash}`.execute(database);
  },
  async removeOf(user, kept) {
    await sql`DELETE FROM http_sessions WHERE user_id = ${user} AND id_hash IS DISTINCT FROM ${kept ?? null}`.execute(
      database,
    );
    await sql`
      UPDATE users SET sessions_ended_at = ${time(now.steady)}, session_kept = ${kept ?? null} WHERE id = ${user}`.execute(
      database,
    );
  },
  async noteActivity(user, steady) {
    await sql`UPDATE agent_clocks SET active_at = ${steady} WHERE user_id = ${user} AND active_at < ${steady}`.execute(
      database,
    );
  },
});

const sessionOf = (row: SessionRow): HttpSession => ({
  idHash: row.id_hash,
  user: row.user_id,
  csrfToken: row.csrf_token,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
});
