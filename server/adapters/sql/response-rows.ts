import { sql } from "kysely";
import { useTypes } from "../../domain/response/response.ts";
import type { ResponseRows } from "../../ports/responses.ts";
import type { Writing } from "./context.ts";
import { json, text, time } from "./values.ts";

/** Writing standard responses; the caller tells what changed. */
export const responseRows = ({ database, now }: Writing): ResponseRows => ({
  async lock() {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('standard responses', 3))`.execute(database);
  },
  async saveCategory(category) {
    await sql`
      INSERT INTO response_categories (id, parent_id, name, description, language, is_approved, modified_at, version)
      VALUES (${category.id}, ${category.parent ?? null}, ${text(category.name)}, ${text(category.description)},
        ${category.language}, ${category.isApproved}, ${time(category.modifiedAt)}, ${category.version})
      ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name,
        description = excluded.description, language = excluded.language, is_approved = excluded.is_approved,
        modified_at = excluded.modified_at, version = excluded.version`.execute(database);
  },
  async removeCategory(id) {
    await sql`DELETE FROM response_categories WHERE id = ${id}`.execute(database);
  },
  async save(response) {
    await sql`
      INSERT INTO standard_responses (id, category_id, name, language, subject, body, description, shortcut, is_approved,
        starts_at, expires_at, custom_codes, modified_at, version)
      VALUES (${response.id}, ${response.category}, ${text(response.name)}, ${response.language}, ${text(response.subject)},
        ${text(response.body)}, ${text(response.description)}, ${text(response.shortcut)}, ${response.isApproved},
        ${moment(response.startsAt)}, ${moment(response.expiresAt)}, ${json(response.customCodes)},
        ${time(response.modifiedAt)}, ${response.version})
      ON CONFLICT (id) DO UPDATE SET category_id = excluded.category_id, name = excluded.name,
        language = excluded.language, subject = excluded.subject, body = excluded.body,
        description = excluded.description, shortcut = excluded.shortcut, is_approved = excluded.is_approved,
        starts_at = excluded.starts_at, expires_at = excluded.expires_at, custom_codes = excluded.custom_codes,
        modified_at = excluded.modified_at, version = excluded.version`.execute(database);
  },
  async remove(id) {
    await sql`DELETE FROM standard_responses WHERE id = ${id}`.execute(database);
  },
  async attach(response, attachment) {
    await sql`
      INSERT INTO response_attachments (id, response_id, name, mime, size, sha256, content_id, is_embedded)
      VALUES (${attachment.id}, ${response}, ${text(attachment.name)}, ${text(attachment.mime)}, ${attachment.size},
        ${attachment.sha256}, ${attachment.contentId ?? null}, ${attachment.isEmbedded})`.execute(database);
  },
  async detach(response, document) {
    await sql`
      DELETE FROM response_attachments WHERE response_id = ${response} AND id = ${text(document)}`.execute(database);
  },
  async countUse({ response, type, user, queue, interaction }) {
    await sql`
      INSERT INTO response_usages (response_id, usage_type, user_id, count, last_at)
      SELECT id, ${type}, ${user}, 1, ${time(now.wall)} FROM standard_responses WHERE id = ${response} FOR KEY SHARE
      ON CONFLICT (response_id, usage_type, user_id)
      DO UPDATE SET count = response_usages.count + 1, last_at = excluded.last_at`.execute(database);
    await sql`
      INSERT INTO response_queue_uses (queue_id, response_id, count)
      SELECT q.id, r.id, 1 FROM queues q, standard_responses r WHERE q.id = ${queue} AND r.id = ${response} FOR KEY SHARE
      ON CONFLICT (queue_id, response_id) DO UPDATE SET count = response_queue_uses.count + 1`.execute(database);
    if (!useTypes.includes(type)) return;
    await sql`
      INSERT INTO response_uses (response_id, name, language, interaction_id, queue_id, user_id, at)
      SELECT id, name, language, ${interaction}, ${queue}, ${user}, ${time(now.wall)}
      FROM standard_responses WHERE id = ${response}`.execute(database);
  },
});

const moment = (at: number | undefined): Date | null => (at === undefined ? null : time(at));
