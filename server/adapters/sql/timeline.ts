import { type RawBuilder, sql } from "kysely";
import type { TimelineEntry, TimelineReads } from "../../ports/timeline.ts";
import type { Database } from "./context.ts";
import { ofFamily } from "./family.ts";
import { optional, time } from "./values.ts";

type EntryRow = {
  kind: TimelineEntry["kind"];
  id: string;
  at: number;
  interaction: string | null;
  by: string | null;
  text: string;
};

/** What changes hands, and what changes the state for people; the rest is for the history of one e-mail. */
const transfers = [
  "Transfer",
  "TransferToQueue",
  "PlaceInQueue",
  "PlaceInWorkbin",
  "Snooze",
  "Assign",
  "MoveToQueue",
  "MoveToWorkbin",
  "MarkSpam",
  "MarkOpenSpam",
];
const states = ["Accept", "Take", "Complete", "CompleteOpen", "Send", "ReturnUnsent"];

/** Mails of a contact whose events are shown: the newest. */
const eventfulMax = 200;

/** One time line of a contact: each source in its order, as many as the page needs. In one millisecond events come after what they are about. */
export const timelineReads = (database: Database): TimelineReads => ({
  async of(contact, { limit, before }) {
    const page = (at: RawBuilder<unknown>, id: RawBuilder<unknown>, max: RawBuilder<unknown>) => sql`
      ${before === undefined ? sql`` : sql`AND (${at}, ${id}) < (${time(before.at)}, ${before.id})`}
      ORDER BY ${at} DESC, ${id} DESC LIMIT ${max}`;
    const order = sql`DESC`;
    const mails = ofFamily(contact, {
      order,
      limit,
      page: (max) => sql`
        SELECT * FROM interactions i WHERE i.contact_id = one.id AND i.state <> 'Canceled' ${page(sql`i.received_at`, sql`i.id`, max)}`,
    });
    const eventful = ofFamily(contact, {
      order,
      limit: eventfulMax,
      page: (max) => sql`
        SELECT id, received_at FROM interactions WHERE contact_id = one.id ORDER BY received_at DESC, id DESC LIMIT ${max}`,
    });
    const { rows } = await sql<EntryRow>`
      SELECT * FROM (
        (SELECT CASE i.direction WHEN 'inbound' THEN 'mail' ELSE 'reply' END AS kind, i.id, i.received_at AS at, i.id AS interaction,
            CASE i.direction WHEN 'inbound' THEN NULL ELSE coalesce(i.sender, i.owner_id) END AS by, c.subject AS text
          FROM (SELECT gathered.* FROM ${mails} ORDER BY gathered.received_at DESC, gathered.id DESC LIMIT ${limit}) i
          JOIN contents c ON c.id = i.content_id)
        UNION ALL
        (SELECT 'note', n.id, n.at, NULL, n.user_id, n.text FROM notes n JOIN threads t ON t.id = n.thread_id
          WHERE t.contact_id IN (SELECT one.id FROM contacts asked JOIN contacts one ON one.root_id = asked.root_id WHERE asked.id = ${contact})
            ${page(sql`n.at`, sql`n.id`, sql`${limit}`)})
        UNION ALL
        (SELECT CASE WHEN j.event ->> 'operation' = ANY(${transfers}) THEN 'transfer' ELSE 'state' END,
            'z' || lpad(j.position::text, 16, '0'), j.at, j.interaction_id, j.actor,
            (j.event ->> 'operation') || coalesce(': ' || nullif(j.event ->> 'note', ''), '')
          FROM (SELECT gathered.id FROM ${eventful} ORDER BY gathered.received_at DESC, gathered.id DESC LIMIT ${eventfulMax}) i
          JOIN journal j ON j.interaction_id = i.id
          WHERE j.event ->> 'operation' = ANY(${[...transfers, ...states]}) ${page(sql`j.at`, sql`('z' || lpad(j.position::text, 16, '0'))`, sql`${limit}`)})
      ) entry ORDER BY at DESC, id DESC LIMIT ${limit}`.execute(database);
    return rows.map(({ interaction, by, ...row }) => ({
      ...row,
      interaction: optional(interaction),
      by: optional(by),
    }));
  },
});
