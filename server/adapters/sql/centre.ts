import { sql } from "kysely";
import type { Queue, ReplyPromise, Routing } from "../../domain/queue/queue.ts";
import type { CentreReads, CentreRows, Mailbox, Named, Settings, StoredQueue, Workbin } from "../../ports/centre.ts";
import type { Database, Writing } from "./context.ts";
import { uniquely } from "./faults.ts";
import type { Remembered } from "./remembered.ts";
import { json, optional, text } from "./values.ts";

type QueueRow = {
  id: string;
  name: string;
  description: string;
  version: number;
  kind: Queue["kind"];
  routing: Routing;
  invitation_timeout_ms: number | null;
  sla: ReplyPromise | null;
  hours: NonNullable<Queue["hours"]> | null;
  recipient_guard: NonNullable<Queue["recipientGuard"]> | null;
  retention: NonNullable<Queue["retention"]> | null;
  acknowledgement: NonNullable<Queue["acknowledgement"]> | null;
};
type MailboxRow = Omit<Mailbox, "queue"> & { readonly queue_id: string };
type CountRow = { id: string; waiting: number; oldest: number | null };

/** What is configured. */
export const centreReads = (database: Database, remembered: Remembered): CentreReads => ({
  settings: () => remembered.get("settings", () => settings(database)),
  secret: () =>
    remembered.get("secret", async () => {
      const { rows } = await sql<{ secret: string }>`SELECT secret FROM centre`.execute(database);
      return rows[0]?.secret ?? "";
    }),
  async restoredAt() {
    const { rows } = await sql<{ restored_at: number | null }>`SELECT restored_at FROM centre`.execute(database);
    return optional(rows[0]?.restored_at);
  },
  async fingerprint() {
    const { rows } = await sql<{ fingerprint: string }>`SELECT fingerprint FROM centre`.execute(database);
    return rows[0]?.fingerprint ?? "";
  },
  queue: async (id) => (await queues(database, remembered)).find((queue) => queue.id === id),
  queueNamed: async (name) => (await queues(database, remembered)).find((queue) => queue.name === text(name)),
  queues: () => queues(database, remembered),
  waitingCounts: () => waitingCounts(database),
  mailboxes: () => mailboxes(database, remembered),
  mailbox: async (id) => (await mailboxes(database, remembered)).find((mailbox) => mailbox.id === id),
  async workbins() {
    return (await sql<Workbin>`SELECT * FROM workbins ORDER BY name`.execute(database)).rows;
  },
  async workbinNamed(name) {
    return (await sql<Workbin>`SELECT * FROM workbins WHERE name = ${text(name)}`.execute(database)).rows[0];
  },
  async skills() {
    return (await sql<Named>`SELECT id, name FROM skills ORDER BY place`.execute(database)).rows;
  },
  async groups() {
    return (await sql<Named>`SELECT id, name FROM agent_groups ORDER BY place`.execute(database)).rows;
  },
});

/** Writing configuration; the caller tells what changed. */
export const centreRows = ({ database, append }: Writing): CentreRows => ({
  async saveSettings(settings) {
    await sql`
      INSERT INTO settings (value) VALUES (${json(settings)})
      ON CONFLICT (one) DO UPDATE SET value = excluded.value`.execute(database);
  },
  async setFingerprint(fingerprint) {
    await sql`UPDATE centre SET fingerprint = ${fingerprint}`.execute(database);
  },
  async saveQueue(queue) {
    await uniquely(
      sql`
      INSERT INTO queues (id, name, description, kind, routing, invitation_timeout_ms, sla, hours, recipient_guard, acknowledgement, retention)
      VALUES (${queue.id}, ${text(queue.name)}, ${text(queue.description)}, ${queue.kind}, ${json(queue.routing)},
        ${queue.invitationTimeoutMs ?? null}, ${queue.sla === undefined ? null : json(queue.sla)},
        ${queue.hours === undefined ? null : json(queue.hours)},
        ${queue.recipientGuard === undefined ? null : json(queue.recipientGuard)},
        ${queue.acknowledgement === undefined ? null : json(queue.acknowledgement)},
        ${queue.retention === undefined ? null : json(queue.retention)})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, kind = excluded.kind,
        routing = excluded.routing, invitation_timeout_ms = excluded.invitation_timeout_ms, sla = excluded.sla,
        hours = excluded.hours, recipient_guard = excluded.recipient_guard, acknowledgement = excluded.acknowledgement,
        retention = excluded.retention, version = queues.version + 1`.execute(database),
    );
  },
  async saveMailbox(mailbox) {
    const { rows } = await uniquely(
      sql<{ version: number }>`
      INSERT INTO mailboxes (id, address, name, aliases, queue_id)
      VALUES (${mailbox.id}, ${mailbox.address}, ${text(mailbox.name)}, ${[...mailbox.aliases]}, ${mailbox.queue})
      ON CONFLICT (id) DO UPDATE SET address = excluded.address, name = excluded.name, aliases = excluded.aliases,
        queue_id = excluded.queue_id, version = mailboxes.version + 1
      RETURNING version`.execute(database),
    );
    if (rows[0] === undefined) throw new Error("a mailbox that was just written is not there");
    return rows[0].version;
  },
  async saveWorkbin(workbin) {
    await sql`
      INSERT INTO workbins (id, name, type) VALUES (${workbin.id}, ${text(workbin.name)}, ${workbin.type})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type`.execute(database);
  },
  async saveSkill(skill) {
    await sql`INSERT INTO skills (id, name) VALUES (${skill.id}, ${text(skill.name)}) ON CONFLICT DO NOTHING`.execute(
      database,
    );
  },
  async saveGroup(group) {
    await sql`INSERT INTO agent_groups (id, name) VALUES (${group.id}, ${text(group.name)}) ON CONFLICT DO NOTHING`.execute(
      database,
    );
  },
  changed: (thing, name, operation, more) => append({ kind: "ConfigurationChanged", thing, name, operation, ...more }),
});

async function settings(database: Database): Promise<Settings> {
  const { rows } = await sql<{ value: Settings }>`SELECT value FROM settings`.execute(database);
  if (rows[0] === undefined) throw new Error("the settings are missing: the database was not prepared");
  return rows[0].value;
}

/** All queues, as this snapshot has them. */
export const queues = (database: Database, remembered: Remembered): Promise<readonly StoredQueue[]> =>
  remembered.get("queues", async () => {
    const { rows } = await sql<QueueRow>`SELECT * FROM queues ORDER BY place`.execute(database);
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      name: row.name,
      description: row.description,
      kind: row.kind,
      routing: { ...row.routing, overflow: row.routing.overflow },
      invitationTimeoutMs: optional(row.invitation_timeout_ms),
      ...(row.sla === null ? {} : { sla: row.sla }),
      ...(row.hours === null ? {} : { hours: row.hours }),
      ...(row.recipient_guard === null ? {} : { recipientGuard: row.recipient_guard }),
      ...(row.acknowledgement === null ? {} : { acknowledgement: row.acknowledgement }),
      ...(row.retention === null ? {} : { retention: row.retention }),
    }));
  });

const mailboxes = (database: Database, remembered: Remembered): Promise<readonly Mailbox[]> =>
  remembered.get("mailboxes", async () => {
    const { rows } = await sql<MailboxRow>`SELECT * FROM mailboxes ORDER BY place`.execute(database);
    return rows.map(({ queue_id, ...row }) => ({ ...row, queue: queue_id }));
  });

async function waitingCounts(database: Database): ReturnType<CentreReads["waitingCounts"]> {
  const { rows } = await sql<CountRow>`
    SELECT q.id, w.waiting, w.oldest FROM queues q CROSS JOIN LATERAL (
      SELECT count(*) AS waiting, min(received_at) AS oldest FROM (
        SELECT received_at FROM interactions WHERE queue_id = q.id AND state = 'Queued' AND is_read
        ORDER BY received_at LIMIT 10000) first) w`.execute(database);
  return new Map(rows.map((row) => [row.id, { waiting: row.waiting, oldestReceivedAt: optional(row.oldest) }]));
}
