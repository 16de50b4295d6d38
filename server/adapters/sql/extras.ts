import { sql } from "kysely";
import { languageTags } from "../../domain/mail/language.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import type { ExtraReads, Extras } from "../../ports/extras.ts";
import type { Database } from "./context.ts";
import { optional } from "./values.ts";

type ExtrasRow = {
  id: string;
  is_read: boolean;
  language: string;
  sla_due: number | null;
  offered: number | null;
  verdict: SenderVerdict | null;
  joined_because: NonNullable<Extras["joinedBecause"]> | null;
  linked_thread: string | null;
};

const tags: ReadonlyMap<string, string> = new Map(Object.entries(languageTags));

/** What the desktop shows besides: a look at each row by its key. */
export const extraReads = (database: Database): ExtraReads => ({
  async of(interactions) {
    const { rows } = await sql<ExtrasRow>`
      SELECT i.id, i.is_read, c.language, r.verdict, r.joined_because, r.linked_thread,
        CASE WHEN i.direction = 'inbound' THEN i.received_at + (q.sla ->> 'replyMs')::float8 * interval '1 millisecond' END AS sla_due,
        CASE WHEN i.state = 'Invited' THEN i.deadline_since END AS offered
      FROM interactions i JOIN contents c ON c.id = i.content_id
      LEFT JOIN mail_readings r ON r.interaction_id = i.id
      LEFT JOIN queues q ON q.id = coalesce(i.routed_queue, i.queue_id)
      WHERE i.id = ANY(${[...interactions]}::text[])`.execute(database);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          isRead: row.is_read,
          language: tags.get(row.language),
          slaDueAt: optional(row.sla_due),
          offeredAt: optional(row.offered),
          verdict: optional(row.verdict),
          joinedBecause: optional(row.joined_because),
          linkedThread: optional(row.linked_thread),
        },
      ]),
    );
  },
});
