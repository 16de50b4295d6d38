import { sql } from "kysely";
import { languageTags } from "../../domain/mail/language.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import { dueAt } from "../../domain/service-level/business-hours.ts";
import type { ExtraReads, Extras } from "../../ports/extras.ts";
import { queues } from "./centre.ts";
import type { Database } from "./context.ts";
import type { Remembered } from "./remembered.ts";
import { optional } from "./values.ts";

type ExtrasRow = {
  id: string;
  is_read: boolean;
  language: string;
  queue: string;
  /** Of received mail. */
  received: number | null;
  offered: number | null;
  verdict: SenderVerdict | null;
  joined_because: NonNullable<Extras["joinedBecause"]> | null;
  linked_thread: string | null;
};

const tags: ReadonlyMap<string, string> = new Map(Object.entries(languageTags));

/** What the desktop shows besides: a look at each row by its key. */
export const extraReads = (database: Database, remembered: Remembered): ExtraReads => ({
  async of(interactions) {
    const { rows } = await sql<ExtrasRow>`
      SELECT i.id, i.is_read, c.language, r.verdict, r.joined_because, r.linked_thread,
        coalesce(i.routed_queue, i.queue_id) AS queue, CASE WHEN i.direction = 'inbound' THEN i.received_at END AS received,
        CASE WHEN i.state = 'Invited' THEN i.deadline_since END AS offered
      FROM interactions i JOIN contents c ON c.id = i.content_id
      LEFT JOIN mail_readings r ON r.interaction_id = i.id
      WHERE i.id = ANY(${[...interactions]}::text[])`.execute(database);
    const byId = new Map((await queues(database, remembered)).map((queue) => [queue.id, queue]));
    return new Map(
      rows.map((row) => [
        row.id,
        {
          isRead: row.is_read,
          language: tags.get(row.language),
          slaDueAt: dueOf(row, byId.get(row.queue)),
          offeredAt: optional(row.offered),
          verdict: optional(row.verdict),
          joinedBecause: optional(row.joined_because),
          linkedThread: optional(row.linked_thread),
        },
      ]),
    );
  },
});

/** Of mail that was received into a queue that promises something. */
const dueOf = ({ received }: ExtrasRow, queue: Queue | undefined): number | undefined =>
  received === null || queue?.sla === undefined ? undefined : dueAt(received, queue.sla.replyMs, queue.hours);
