import { sql } from "kysely";
import type { Attempt, AttemptOutcome, RecipientOutcome } from "../../domain/delivery/delivery.ts";
import { freshQuota, type QuotaState } from "../../domain/delivery/quota.ts";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import type { DeliveryReads, DeliveryRows } from "../../ports/deliveries.ts";
import type { Database, Writing } from "./context.ts";
import { type DeliveryRow, deliveryOf } from "./delivery-row.ts";
import { addAttempts, saveAll } from "./delivery-writes.ts";
import { behindHold, claimDue, holdOf, lockHold, setHold } from "./outgoing-hold.ts";
import { json, optional, text, time } from "./values.ts";

type AttemptRow = {
  number: number;
  at: number;
  host: string;
  code: number | null;
  enhanced_code: string | null;
  text: string;
  outcome: AttemptOutcome;
};

/** Deliveries and their attempts. */
export const deliveryReads = (database: Database): DeliveryReads => ({
  async of(interaction) {
    const { rows } = await sql<DeliveryRow>`SELECT * FROM deliveries WHERE interaction_id = ${interaction}`.execute(
      database,
    );
    if (rows[0] === undefined) return undefined;
    const [attempts, recipients] = [await attemptsOf(database, interaction), await recipientsOf(database, interaction)];
    return { delivery: deliveryOf(rows[0]), attempts, recipients };
  },
  async counts() {
    const { rows } = await sql<{ state: DeliveryState; count: number }>`
      SELECT state, count(*) AS count FROM deliveries WHERE state NOT IN ('sent', 'cancelled') GROUP BY state`.execute(
      database,
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  },
  async boundedCounts() {
    const { rows } = await sql<{ state: DeliveryState; count: number }>`
      SELECT s.state, c.count FROM unnest(${Object.keys(none)}::text[]) AS s (state) CROSS JOIN LATERAL (
        SELECT count(*) AS count FROM (SELECT 1 FROM deliveries d WHERE d.state = s.state LIMIT 10000) first) c`.execute(
      database,
    );
    return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
  },
  async states(interactions) {
    const { rows } = await sql<{ id: string; state: DeliveryState }>`
      SELECT interaction_id AS id, state FROM deliveries WHERE interaction_id = ANY(${[...interactions]})`.execute(
      database,
    );
    return new Map(rows.map((row) => [row.id, row.state]));
  },
  hold: () => holdOf(database),
  behindHold: (limit) => behindHold(database, limit),
});

/** Every state, in the order of wire.md 4.1. */
const none: Readonly<Record<DeliveryState, number>> = {
  ...{ waiting: 0, sending: 0, retrying: 0, sent: 0 },
  ...{ failed: 0, unknown: 0, held: 0, cancelled: 0 },
};

/** Claims and outcomes, each under the fence. */
export const deliveryRows = ({ database }: Writing): DeliveryRows => ({
  async create(delivery) {
    await sql`
      INSERT INTO deliveries (interaction_id, state, message_id, from_address, to_list, sha256, size, sealed_at, queued_at, due, due_shown,
        hold_round, return_path)
      VALUES (${delivery.interaction}, ${delivery.state}, ${delivery.messageId}, ${text(delivery.from)}, ${delivery.to.map(text)},
        ${delivery.sha256}, ${delivery.size}, ${time(delivery.sealedAt)}, ${time(delivery.queuedAt)}, ${delivery.nextAttempt?.due ?? null},
        ${delivery.nextAttempt === undefined ? null : time(delivery.nextAttempt.shown)}, ${delivery.holdRound},
        ${delivery.returnPath === undefined ? null : text(delivery.returnPath)})
      ON CONFLICT (interaction_id) DO UPDATE SET state = excluded.state, stage = NULL, message_id = excluded.message_id,
        from_address = excluded.from_address, return_path = excluded.return_path, to_list = excluded.to_list, sha256 = excluded.sha256, size = excluded.size, sealed_at = excluded.sealed_at,
        queued_at = excluded.queued_at, hold_round = excluded.hold_round,
        group_number = 1, is_sent = false, refusals = 0, owner = NULL, fence = deliveries.fence + 1, due = excluded.due, due_shown = excluded.due_shown`.execute(
      database,
    );
    await sql`DELETE FROM delivery_recipients WHERE interaction_id = ${delivery.interaction}`.execute(database);
  },
  claimDue: async (claim) => (await claimDue(database, claim)).map(deliveryOf),
  async lockQuota(account) {
    await sql`
      INSERT INTO relay_quotas VALUES (${text(account)}, ${json(freshQuota)}) ON CONFLICT DO NOTHING`.execute(database);
    const { rows } = await sql<{ state: QuotaState }>`
      SELECT state FROM relay_quotas WHERE account = ${text(account)} FOR UPDATE`.execute(database);
    return rows[0]?.state ?? freshQuota;
  },
  async saveQuota(account, state) {
    await sql`UPDATE relay_quotas SET state = ${json(state)} WHERE account = ${text(account)}`.execute(database);
  },
  lockHold: () => lockHold(database),
  setHold: (isHeld, note) => setHold(database, isHeld, note),
  save: async (delivery) => (await saveAll(database, [delivery])).has(delivery.interaction),
  saveAll: (deliveries) => saveAll(database, deliveries),
  addAttempts: (attempts) => addAttempts(database, attempts),
  async noteRecipients(interaction, outcomes, at) {
    for (const one of outcomes) {
      await sql`
        INSERT INTO delivery_recipients
        VALUES (${interaction}, ${text(one.address)}, ${one.group}, ${one.state}, ${one.code ?? null}, ${one.enhancedCode ?? null},
          ${text(one.text)}, ${time(at)})
        ON CONFLICT (interaction_id, address) DO UPDATE SET group_number = excluded.group_number, state = excluded.state,
          code = excluded.code, enhanced_code = excluded.enhanced_code, text = excluded.text, at = excluded.at`.execute(
        database,
      );
    }
  },
  async forgetRecipients(interaction, addresses) {
    await sql`
      DELETE FROM delivery_recipients WHERE interaction_id = ${interaction} AND address = ANY(${addresses.map(text)})`.execute(
      database,
    );
  },
  async lock(interaction) {
    const { rows } = await sql<DeliveryRow>`
      SELECT * FROM deliveries WHERE interaction_id = ${interaction} FOR UPDATE`.execute(database);
    return rows[0] === undefined ? undefined : deliveryOf(rows[0]);
  },
  async lockAll(interactions) {
    if (interactions.length === 0) return new Map();
    const { rows } = await sql<DeliveryRow>`
      SELECT * FROM deliveries WHERE interaction_id = ANY(${[...interactions]}) ORDER BY interaction_id FOR UPDATE`.execute(
      database,
    );
    return new Map(rows.map((row) => [row.interaction_id, deliveryOf(row)]));
  },
  async orphaned(limit, own) {
    const isOwn =
      own === undefined ? sql`` : sql`OR (d.owner = ${own.owner} AND d.interaction_id <> ALL(${[...own.underWay]}))`;
    const { rows } = await sql<DeliveryRow>`
      WITH gone AS (
        SELECT interaction_id FROM deliveries d WHERE d.state = 'sending'
          AND (NOT EXISTS (SELECT 1 FROM processes p WHERE p.id = d.owner AND p.alive_until > clock_timestamp()) ${isOwn})
        LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED)
      UPDATE deliveries d SET fence = fence + 1, owner = NULL FROM gone WHERE d.interaction_id = gone.interaction_id
      RETURNING d.*`.execute(database);
    return rows.map(deliveryOf);
  },
  async wasAccepted(interaction) {
    const { rows } = await sql`
      SELECT 1 FROM delivery_attempts a JOIN deliveries d USING (interaction_id)
      WHERE interaction_id = ${interaction} AND a.outcome = 'accepted' AND a.at >= d.sealed_at LIMIT 1`.execute(
      database,
    );
    return rows.length > 0;
  },
});

type RecipientRow = {
  address: string;
  group_number: number;
  state: RecipientOutcome["state"];
  code: number | null;
  enhanced_code: string | null;
  text: string;
};

async function recipientsOf(database: Database, interaction: string): Promise<readonly RecipientOutcome[]> {
  const { rows } = await sql<RecipientRow>`
    SELECT * FROM delivery_recipients WHERE interaction_id = ${interaction} ORDER BY address LIMIT 1000`.execute(
    database,
  );
  return rows.map(({ address, group_number: group, state, code, enhanced_code, text: words }) => ({
    ...{ address, group, state, code: optional(code), enhancedCode: optional(enhanced_code), text: words },
  }));
}

async function attemptsOf(database: Database, interaction: string): Promise<readonly Attempt[]> {
  const { rows } = await sql<AttemptRow>`
    SELECT * FROM (SELECT * FROM delivery_attempts WHERE interaction_id = ${interaction} ORDER BY number DESC LIMIT 50) newest
    ORDER BY number`.execute(database);
  return rows.map((row) => ({
    number: row.number,
    at: row.at,
    host: row.host,
    code: optional(row.code),
    enhancedCode: optional(row.enhanced_code),
    text: row.text,
    outcome: row.outcome,
  }));
}
