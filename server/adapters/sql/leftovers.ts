import { type RawBuilder, sql } from "kysely";
import type { LeftoverReads, LeftoverRows } from "../../ports/leftovers.ts";
import type { Database, Writing } from "./context.ts";
import { time } from "./values.ts";

/** Which files are still wanted: one look into an index for each place that names files. */
export const leftoverReads = (database: Database): LeftoverReads => ({
  async filesNamedAmong(sha256s) {
    const asked = [...sha256s];
    const { rows } = await sql<{ sha256: string }>`
      SELECT sha256 FROM messages WHERE sha256 = ANY(${asked}::text[])
      UNION SELECT sha256 FROM deliveries WHERE sha256 = ANY(${asked}::text[])
      UNION SELECT sha256 FROM response_attachments WHERE sha256 = ANY(${asked}::text[])
      UNION SELECT sha256 FROM quarantined_attachments WHERE sha256 = ANY(${asked}::text[])
      UNION SELECT sha256 FROM released_files WHERE sha256 = ANY(${asked}::text[])
      UNION SELECT one ->> 'sha256' FROM interactions, jsonb_array_elements(attachments) AS one
        WHERE attachments <> '[]' AND jsonb_path_query_array(attachments, '$[*].sha256') ?| ${asked}::text[]`.execute(
      database,
    );
    return new Set(rows.map((row) => row.sha256));
  },
});

/** Removing in small bites, passing over what somebody else has in hand. */
export const leftoverRows = ({ database }: Writing): LeftoverRows => ({
  removeAnswers: (before, limit) => remove(database, "remembered_answers", { where: sql`at < ${time(before)}`, limit }),
  removePauses: (before, limit) => remove(database, "pauses", { where: sql`until < ${before}`, limit }),
  removeDedupKeys: (before, limit) =>
    remove(database, "dedup_keys", { where: sql`expires_at < ${time(before)}`, limit }),
  removeSessions: (before, limit) =>
    remove(database, "http_sessions", { where: sql`last_seen_at < ${time(before)}`, limit }),
  removeReleases: (before, limit) => remove(database, "released_files", { where: sql`at < ${time(before)}`, limit }),
  removeMailViews: (before, limit) =>
    remove(database, "mail_views", { where: sql`expires_at < ${time(before)}`, limit }),
  removeHolds: (before, limit) =>
    remove(database, "holds", { where: sql`state <> 'held' AND until < ${time(before)}`, limit }),
  removeJobs: (before, limit) => remove(database, "jobs", { where: sql`ended_at < ${time(before)}`, limit }),
  removeCanaries: (before, limit) => remove(database, "canaries", { where: sql`begun_at < ${time(before)}`, limit }),
  removeAgentDays: (before, limit) =>
    remove(database, "agent_days", {
      where: sql`day < (${time(before)}::timestamptz AT TIME ZONE 'UTC')::date`,
      limit,
    }),
  removeSpells: (before, limit) => remove(database, "work_spells", { where: sql`began_at < ${time(before)}`, limit }),
  removeFirstAnswers: (before, limit) => remove(database, "first_answers", { where: sql`at < ${time(before)}`, limit }),
  removeResponseUses: (before, limit) => remove(database, "response_uses", { where: sql`at < ${time(before)}`, limit }),
  removeReadiness: (before, limit) =>
    remove(database, "readiness_changes", { where: sql`at < ${time(before)}`, limit }),
  removeUnaudited: (before, limit) =>
    remove(database, "journal", { where: sql`seq IS NULL AND at < ${time(before)}`, limit }),
});

type Which = { readonly where: RawBuilder<unknown>; readonly limit: number };

async function remove(database: Database, table: string, { where, limit }: Which): Promise<number> {
  const name = sql.table(table);
  const { numAffectedRows } = await sql`
    DELETE FROM ${name} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${name} WHERE ${where} LIMIT ${limit} FOR UPDATE SKIP LOCKED))`.execute(
    database,
  );
  return Number(numAffectedRows ?? 0n);
}
