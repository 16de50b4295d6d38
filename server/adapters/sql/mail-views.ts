import { sql } from "kysely";
import type { ImageConsent } from "../../domain/desktop/image-consent.ts";
import type { MailView } from "../../domain/desktop/mail-view.ts";
import type { MailViewReads, MailViewRows } from "../../ports/mail-views.ts";
import type { Database, Writing } from "./context.ts";
import { json, optional, text, time } from "./values.ts";

type ViewRow = {
  ticket_hash: string;
  user_id: string;
  session_hash: string | null;
  interaction_id: string;
  part: MailView["part"];
  mode: MailView["mode"];
  shows_remote: boolean;
  remote: readonly string[];
  expires_at: number;
};

/** Mail shown by tickets, and whose pictures people want to see. */
export const mailViewReads = (database: Database): MailViewReads => ({
  async byTicket(hash) {
    const { rows } = await sql<ViewRow>`SELECT * FROM mail_views WHERE ticket_hash = ${hash}`.execute(database);
    return rows[0] === undefined ? undefined : viewOf(rows[0]);
  },
  async consents(user) {
    const { rows } = await sql<ImageConsent>`
      SELECT scope, key FROM image_consents WHERE user_id = ${user} ORDER BY scope, key LIMIT 1000`.execute(database);
    return rows;
  },
});

/** Writing them. */
export const mailViewRows = ({ database }: Writing): MailViewRows => ({
  async create(view) {
    await sql`
      INSERT INTO mail_views (ticket_hash, user_id, session_hash, interaction_id, part, mode, shows_remote, remote, expires_at)
      VALUES (${view.ticket}, ${view.user}, ${view.session ?? null}, ${view.interaction}, ${view.part}, ${view.mode},
        ${view.showsRemote}, ${json(view.remote)}::jsonb, ${time(view.expiresAt)})`.execute(database);
  },
  async addConsent(user, { scope, key }) {
    await sql`
      INSERT INTO image_consents (user_id, scope, key) VALUES (${user}, ${scope}, ${text(key)}) ON CONFLICT DO NOTHING`.execute(
      database,
    );
  },
  async removeConsent(user, { scope, key }) {
    await sql`
      DELETE FROM image_consents WHERE user_id = ${user} AND scope = ${scope} AND key = ${text(key)}`.execute(database);
  },
});

const viewOf = (row: ViewRow): MailView => ({
  ticket: row.ticket_hash,
  user: row.user_id,
  session: optional(row.session_hash),
  interaction: row.interaction_id,
  part: row.part,
  mode: row.mode,
  showsRemote: row.shows_remote,
  remote: row.remote,
  expiresAt: row.expires_at,
});
