import { type RawBuilder, sql } from "kysely";
import type { InteractionEvent } from "../../domain/interaction/events.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { isReportMail } from "../../domain/interaction/report-mail.ts";
import { isStopped } from "../../domain/interaction/stopped.ts";
import { isSameShelf } from "../../domain/workbin/shelf.ts";
import type { DeliveryChange, InteractionRows } from "../../ports/interactions.ts";
import { StaleWrite } from "../../ports/store.ts";
import type { Writing } from "./context.ts";
import { contentsInserted, interactionsInserted } from "./interaction-inserts.ts";
import { type InteractionRow, interactionColumns, interactionOf, ownerOf, requirementText } from "./interaction-row.ts";
import { indexed, indexWritten } from "./search.ts";
import { json, time } from "./values.ts";

/** Writing interactions: the row by its version, then the timer, who held it, and the events, in one transaction. */
export const interactionRows = (writing: Writing): InteractionRows => ({
  async create(made) {
    await writing.send(contentsInserted(made.map(({ content }) => content)));
    await writing.send(interactionsInserted(made.map(({ interaction }) => interaction)));
    for (const { interaction, event } of made) {
      // What came in is searched by what reading will make of it; a report is nobody's mail.
      if (interaction.direction === "outbound" && !isReportMail(interaction))
        await writing.send(indexWritten(interaction.id));
      await follow(writing, interaction, undefined, [event]);
    }
  },
  async save(outcome, content) {
    if (content !== undefined) await writing.send(contentsInserted([content]));
    await update(writing, outcome.interaction, outcome.before);
    // By what it says: the dearest statement of all, and most steps leave the user data as it was.
    if (content !== undefined || json(outcome.interaction.userData) !== json(outcome.before.userData)) {
      await writing.send(indexWritten(outcome.interaction.id));
    }
    await follow(writing, outcome.interaction, outcome.before, outcome.events);
  },
  async pause(interaction, agent, until) {
    await sql`
      INSERT INTO pauses (interaction_id, user_id, until) VALUES (${interaction}, ${agent}, ${until})
      ON CONFLICT (interaction_id, user_id) DO UPDATE SET until = excluded.until`.execute(writing.database);
  },
  async isPaused(interaction, agent) {
    const { rows } = await sql`
      SELECT 1 FROM pauses WHERE interaction_id = ${interaction} AND user_id = ${agent} AND until > ${writing.now.steady}`.execute(
      writing.database,
    );
    return rows.length > 0;
  },
  async lock(id) {
    const { rows } =
      await sql<InteractionRow>`SELECT ${interactionColumns} FROM interactions i WHERE id = ${id} FOR UPDATE`.execute(
        writing.database,
      );
    return rows[0] === undefined ? undefined : interactionOf(rows[0]);
  },
  async lockAll(ids) {
    if (ids.length === 0) return new Map();
    const { rows } = await sql<InteractionRow>`
      SELECT ${interactionColumns} FROM interactions i WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`.execute(
      writing.database,
    );
    return new Map(rows.map((row) => [row.id, interactionOf(row)]));
  },
  async saveReading(after, before, content) {
    const { numAffectedRows } = await sql`
      WITH made AS (${contentsInserted([content])} RETURNING contents AS content),
      changed AS (${updated(writing, after, before, sql`is_read = true,`)} RETURNING id, received_at, user_data)
      ${indexed({ interaction: sql`changed`, content: sql`made.content`, rows: sql`made, changed` })}`.execute(
      writing.database,
    );
    if (numAffectedRows !== 1n) throw new StaleWrite(after.id);
    await noteReleased(writing, after, before);
  },
  async lockThread(thread, limit) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM interactions WHERE thread_id = ${thread} ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(
      writing.database,
    );
    return rows.map((row) => row.id);
  },
  setDeliveries: (changed) => setDeliveries(writing, changed),
});

async function setDeliveries(writing: Writing, changed: readonly DeliveryChange[]): Promise<void> {
  if (changed.length === 0) return;
  const column = <T>(of: (one: DeliveryChange) => T): T[] => changed.map(of);
  const { numAffectedRows } = await sql`
    UPDATE interactions i SET delivery = given.delivery, version = given.version,
      ended_at = CASE WHEN given.is_stopped THEN coalesce(i.ended_at, ${time(writing.now.wall)}::timestamptz) END
    FROM unnest(${column(({ before }) => before.id)}::text[], ${column(({ before }) => before.version)}::bigint[],
      ${column(({ event }) => event.interaction.version)}::bigint[], ${column(({ state }) => state)}::text[],
      ${column(({ before, state }) => isStopped({ state: before.state, delivery: state }))}::boolean[])
      AS given (id, seen, version, delivery, is_stopped)
    WHERE i.id = given.id AND i.version = given.seen`.execute(writing.database);
  if (numAffectedRows !== BigInt(changed.length))
    throw new StaleWrite(changed.map(({ before }) => before.id).join(" "));
  for (const { before, event } of changed) {
    if (event.interaction.version !== before.version) await writing.append(event);
  }
}

/** Reading a message changes content, contact and thread and tells nothing: the content counts beside the version, so nothing is overwritten unseen. */
async function update(writing: Writing, interaction: Interaction, before: Interaction): Promise<void> {
  const { numAffectedRows } = await updated(writing, interaction, before).execute(writing.database);
  if (numAffectedRows !== 1n) throw new StaleWrite(interaction.id);
}

/** `more`: what else is set. */
function updated(
  writing: Writing,
  interaction: Interaction,
  before: Interaction,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const isLaidDown = interaction.shelf !== undefined && !isSameShelf(interaction.shelf, before.shelf);
  return sql`
    UPDATE interactions SET (state, version, holder, queue_id, previous_queue, routed_queue, priority, enqueued_at, shelf, back,
      direct, requirement, deadline_row, deadline_due, deadline_shown, contact_id, content_id, user_data, comments, attachments,
      sender, delivery, hold, snooze, quote) = (${sql.join(values(interaction, before))}),
      shelf_place = ${isLaidDown ? sql`nextval('shelf_places')` : sql`shelf_place`},
      owner_id = coalesce(${ownerOf(interaction) ?? null}::text, owner_id), ended_at = ${endedAt(writing, interaction)},
      ${isSameDeadline(interaction, before) ? sql`` : sql`deadline_since = ${time(writing.now.wall)},`}
      ${more} thread_id = ${interaction.thread}, subtype = ${interaction.subtype}, parent_id = ${interaction.parent ?? null}
    WHERE id = ${interaction.id} AND version = ${before.version} AND content_id = ${before.content}`;
}

const isSameDeadline = (after: Interaction, before: Interaction): boolean =>
  after.deadline?.due === before.deadline?.due;

/** The columns that change, in the order that both statements name. */
const values = (one: Interaction, before?: Interaction): readonly unknown[] => [
  sql`${one.state}::text`,
  sql`${one.version}::bigint`,
  sql`${one.holder ?? null}::text`,
  sql`${one.queue}::text`,
  sql`${one.previousQueue ?? null}::text`,
  sql`${one.routedQueue ?? null}::text`,
  sql`${one.position.priority}::integer`,
  sql`${one.position.enqueuedAt}::bigint`,
  sql`${one.shelf === undefined ? null : json(one.shelf)}::jsonb`,
  sql`${one.back === undefined ? null : json(one.back)}::jsonb`,
  sql`${one.direct}::boolean`,
  sql`${requirementText(one.requirement)}::text`,
  sql`${one.deadline?.row ?? null}::text`,
  sql`${one.deadline?.due ?? null}::bigint`,
  sql`${one.deadline === undefined ? null : time(one.deadline.shown)}::timestamptz`,
  // What was a merged contact's stays its own, whoever answers for it now: a merge can be undone.
  before !== undefined && one.contact === before.contact ? sql`contact_id` : sql`${one.contact ?? null}::text`,
  sql`${one.content}::text`,
  sql`${json(one.userData)}::json`,
  sql`${json(one.comments)}::jsonb`,
  sql`${json(one.attachments)}::jsonb`,
  sql`${one.sender ?? null}::text`,
  sql`${one.delivery ?? null}::text`,
  ...ofTheDesktop(one),
];

/** What only the desktop does with it. */
const ofTheDesktop = ({ hold, snooze, quote }: Interaction): readonly unknown[] => [
  sql`${hold === undefined ? null : json(hold)}::jsonb`,
  sql`${snooze === undefined ? null : json(snooze)}::jsonb`,
  sql`${quote ?? null}::text`,
];

/** When work on it ended: the first moment since which it is over. wire.md 5.18 */
const endedAt = ({ now }: Writing, after: Parameters<typeof isStopped>[0]) =>
  isStopped(after) ? sql`coalesce(ended_at, ${time(now.wall)}::timestamptz)` : sql`NULL::timestamptz`;

/** What hangs on the state: timer, former and new holder, events. */
async function follow(
  writing: Writing,
  after: Interaction,
  before: Interaction | undefined,
  events: readonly InteractionEvent[],
): Promise<void> {
  await setTimer(writing, after, before);
  if (before !== undefined) await noteReleased(writing, after, before);
  if (after.holder !== before?.holder) await noteHolders(writing, after, before);
  for (const event of events) await writing.append(event);
}

async function setTimer(writing: Writing, after: Interaction, before: Interaction | undefined): Promise<void> {
  if (after.deadline !== undefined) {
    await writing.send(sql`
      INSERT INTO timers (interaction_id, row_name, due) VALUES (${after.id}, ${after.deadline.row}, ${after.deadline.due})
      ON CONFLICT (interaction_id) DO UPDATE SET row_name = excluded.row_name, due = excluded.due`);
  } else if (before?.deadline !== undefined) {
    await writing.send(sql`DELETE FROM timers WHERE interaction_id = ${after.id}`);
  }
}

/** Files that it names no more: swept only a day after this (reliability.md 2.11). */
async function noteReleased(writing: Writing, after: Interaction, before: Interaction): Promise<void> {
  const kept = new Set(after.attachments.map(({ sha256 }) => sha256));
  const released = [...new Set(before.attachments.map(({ sha256 }) => sha256))].filter((sha256) => !kept.has(sha256));
  if (released.length === 0) return;
  await writing.send(sql`
    INSERT INTO released_files (sha256, at) SELECT sha256, ${time(writing.now.wall)} FROM unnest(${released.toSorted()}::text[]) AS t (sha256)
    ON CONFLICT (sha256) DO UPDATE SET at = greatest(released_files.at, excluded.at)`);
}

async function noteHolders(writing: Writing, after: Interaction, before: Interaction | undefined): Promise<void> {
  if (after.holder !== undefined) {
    await writing.send(sql`
      INSERT INTO holders (interaction_id, user_id) VALUES (${after.id}, ${after.holder}) ON CONFLICT DO NOTHING`);
  }
  const touched = [before?.holder, after.holder].filter((user) => user !== undefined).toSorted();
  await writing.send(sql`
    INSERT INTO agent_clocks (user_id, idle_since) SELECT user_id, ${writing.now.steady} FROM unnest(${touched}::text[]) AS t (user_id)
    ON CONFLICT (user_id) DO UPDATE SET idle_since = excluded.idle_since`);
}
