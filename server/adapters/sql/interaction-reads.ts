import { type RawBuilder, sql } from "kysely";
import { type Actor, isSupervisor, mayUseShelf } from "../../domain/agent/actor.ts";
import type { Interaction, Moment } from "../../domain/interaction/interaction.ts";
import { isReportMail } from "../../domain/interaction/report-mail.ts";
import type { InteractionReads, WithContent } from "../../ports/interactions.ts";
import type { Database } from "./context.ts";
import { familyOf } from "./family.ts";
import { interactionPage } from "./interaction-page.ts";
import {
  type ContentRow,
  contentOf,
  type InteractionRow,
  interactionColumns,
  interactionOf,
} from "./interaction-row.ts";
import { queuesWaiting, waiting } from "./waiting.ts";

/** Loading interactions. Every list has an index and a limit. */
export const interactionReads = (database: Database, now: Moment): InteractionReads => ({
  async visible(id, actor) {
    const interaction = await byId(database, id);
    return interaction !== undefined && (await mayRead(database, interaction, actor)) ? interaction : undefined;
  },
  async isRead(id) {
    const { rows } = await sql`SELECT 1 FROM interactions WHERE id = ${id} AND is_read`.execute(database);
    return rows.length > 0;
  },
  byId: (id) => byId(database, id),
  async content(id) {
    const { rows } = await sql<ContentRow>`SELECT * FROM contents WHERE id = ${id}`.execute(database);
    return rows[0] === undefined ? undefined : contentOf(rows[0]);
  },
  async contents(ids) {
    const { rows } = await sql<ContentRow>`SELECT * FROM contents WHERE id = ANY(${[...ids]})`.execute(database);
    return new Map(rows.map((row) => [row.id, contentOf(row)]));
  },
  heldBy: (user) => withContents(database, sql`WHERE holder = ${user} ORDER BY i.received_at, i.id LIMIT ${heldMax}`),
  async heldByEach(users, actor) {
    const { rows } = await sql<Joined>`
      SELECT held.* FROM unnest(${[...users]}::text[]) u(id) CROSS JOIN LATERAL (
        ${withContent} WHERE i.holder = u.id ORDER BY i.received_at, i.id LIMIT ${heldMax}) held`.execute(database);
    const readable: WithContent[] = [];
    for (const row of rows) {
      const email = joined(row);
      if (await mayRead(database, email.interaction, actor)) readable.push(email);
    }
    return readable;
  },
  async page(filter) {
    const family = filter.contact === undefined ? undefined : await familyOf(database, filter.contact);
    const { rows } = await sql<Joined>`${interactionPage(withContent, filter, family)}`.execute(database);
    return rows.map(joined);
  },
  async shelvedCounts(owners) {
    const { rows } = await sql<{ workbin: string; count: number }>`
      SELECT w.id AS workbin, (SELECT count(*) FROM (
        SELECT 1 FROM interactions WHERE state = 'InWorkbin' AND shelf ->> 'owner' = ANY(${[...owners]}::text[])
          AND shelf ->> 'workbin' = w.id LIMIT ${countMax}) first) AS count
      FROM workbins w`.execute(database);
    return new Map(rows.map((row) => [row.workbin, row.count]));
  },
  async onShelf(shelf, { limit, before }) {
    const older = before === undefined ? sql`` : sql`AND shelf_place < ${before}`;
    const { rows } = await sql<Joined & { shelf_place: number }>`${withContent} WHERE state = 'InWorkbin'
      AND shelf ->> 'owner' = ${shelf.owner} AND shelf ->> 'workbin' = ${shelf.workbin} ${older}
      ORDER BY shelf_place DESC LIMIT ${limit}`.execute(database);
    return rows.map((row) => ({ ...joined(row), place: row.shelf_place }));
  },
  async invitedCounts() {
    const { rows } = await sql<{ queue_id: string; count: number }>`
      SELECT queue_id, count(*) AS count FROM (
        SELECT queue_id FROM interactions WHERE state = 'Invited' LIMIT 10000) first GROUP BY queue_id`.execute(
      database,
    );
    return new Map(rows.map((row) => [row.queue_id, row.count]));
  },
  waiting: (queue, limit) => waiting(database, now, queue, limit),
  queuesWaiting: () => queuesWaiting(database),
  async due(steady, limit) {
    const { rows } = await sql<{ interaction_id: string; row_name: string; due: number }>`
      SELECT * FROM timers WHERE due <= ${steady} ORDER BY due LIMIT ${limit}`.execute(database);
    return rows.map((row) => ({ interaction: row.interaction_id, row: row.row_name, due: row.due }));
  },
});

/** More than anybody can hold; a limit all the same. */
const heldMax = 1000;
const countMax = 10_000;

async function byId(database: Database, id: string): Promise<Interaction | undefined> {
  const { rows } = await sql<InteractionRow>`SELECT ${interactionColumns} FROM interactions i WHERE id = ${id}`.execute(
    database,
  );
  return rows[0] === undefined ? undefined : interactionOf(rows[0]);
}

/** wire.md 5.19: the holder, who once held it, users of its workbin, readers of contact history, supervisors and admins. */
export async function mayRead(database: Database, interaction: Interaction, actor: Actor): Promise<boolean> {
  if (actor.kind === "display") return false;
  if (actor.kind === "system" || isSupervisor(actor) || interaction.holder === actor.id) return true;
  if (isReportMail(interaction)) return false;
  if (interaction.shelf !== undefined && mayUseShelf(actor, interaction.shelf)) return true;
  if (!actor.withheld.includes("privilege.contact.can-use-contact-history")) return true;
  const { rows } = await sql`
    SELECT 1 FROM holders WHERE interaction_id = ${interaction.id} AND user_id = ${actor.id}`.execute(database);
  return rows.length > 0;
}

type Joined = InteractionRow & { content: ContentRow };

const withContent = sql`
  SELECT ${interactionColumns}, to_jsonb(c.*) AS content FROM interactions i JOIN contents c ON c.id = i.content_id`;

async function withContents(database: Database, rest: RawBuilder<unknown>): Promise<readonly WithContent[]> {
  const { rows } = await sql<Joined>`${withContent} ${rest}`.execute(database);
  return rows.map(joined);
}

const joined = (row: Joined): WithContent => ({ interaction: interactionOf(row), content: contentOf(row.content) });
