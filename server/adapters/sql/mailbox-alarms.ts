import { sql } from "kysely";
import type { AlarmKind } from "../../domain/mail/mailbox-alarms.ts";
import { type MailSlot, type UsualMail, usualWindowMs } from "../../domain/mail/usual-mail.ts";
import type { MailboxAlarmReads, MailboxAlarmRows } from "../../ports/mailbox-alarms.ts";
import type { Database, Writing } from "./context.ts";
import { text, time } from "./values.ts";

type AlarmRow = { mailbox_id: string; kind: AlarmKind; because: string; since: number };
type SlotRow = {
  mailbox_id: string;
  is_weekend: boolean;
  hour: number;
  count: number;
  first_at: number;
  last_at: number;
};

/** So long a mail may take to be committed after it came. */
const commitMs = 30_000;

/** What is wrong with mailboxes, as it was told last. */
export const mailboxAlarmReads = (database: Database): MailboxAlarmReads => ({
  async all() {
    const { rows } = await sql<AlarmRow>`
      SELECT a.* FROM mailbox_alarms a JOIN mailboxes m ON m.id = a.mailbox_id ORDER BY m.place, a.kind`.execute(
      database,
    );
    return rows.map(({ mailbox_id, kind, because, since }) => ({ mailbox: mailbox_id, kind, text: because, since }));
  },
});

/** Writing that, and what is usual. */
export const mailboxAlarmRows = ({ database, now }: Writing): MailboxAlarmRows => ({
  async lock() {
    await sql`SELECT FROM mail_hours_head FOR UPDATE`.execute(database);
  },
  async countMail() {
    const to = time(now.wall - commitMs);
    await sql`
      INSERT INTO mail_hours (mailbox_id, hour, count, last_at)
      SELECT mi.mailbox_id, date_trunc('hour', m.received_at, 'UTC'), count(*), max(m.received_at)
      FROM messages m JOIN message_interactions mi ON mi.message_id = m.id JOIN mailboxes b ON b.id = mi.mailbox_id
      WHERE m.received_at > (SELECT counted_to FROM mail_hours_head) AND m.received_at <= ${to}
      GROUP BY 1, 2
      ON CONFLICT (mailbox_id, hour) DO UPDATE SET count = mail_hours.count + excluded.count,
        last_at = greatest(mail_hours.last_at, excluded.last_at)`.execute(database);
    await sql`UPDATE mail_hours_head SET counted_to = greatest(counted_to, ${to})`.execute(database);
    await sql`
      DELETE FROM mail_hours h WHERE hour < ${time(now.wall - usualWindowMs)}
        AND EXISTS (SELECT FROM mail_hours later WHERE later.mailbox_id = h.mailbox_id AND later.hour > h.hour)`.execute(
      database,
    );
  },
  async usual() {
    const { rows } = await sql<SlotRow>`
      SELECT mailbox_id, extract(isodow FROM hour AT TIME ZONE 'UTC') > 5 AS is_weekend,
        extract(hour FROM hour AT TIME ZONE 'UTC')::int AS hour, sum(count)::bigint AS count,
        min(hour) AS first_at, max(last_at) AS last_at
      FROM mail_hours GROUP BY 1, 2, 3`.execute(database);
    const usual = new Map<string, UsualMail>();
    for (const { mailbox_id, is_weekend, hour, count, first_at, last_at } of rows) {
      const known = usual.get(mailbox_id) ?? { slots: [], firstAt: first_at, lastAt: last_at };
      const slot: MailSlot = { isWeekend: is_weekend, hour, count };
      usual.set(mailbox_id, {
        slots: [...known.slots, slot],
        firstAt: Math.min(known.firstAt, first_at),
        lastAt: Math.max(known.lastAt, last_at),
      });
    }
    return usual;
  },
  async replace(mailbox, alarms) {
    const kinds = alarms.map(({ kind }) => kind);
    await sql`
      DELETE FROM mailbox_alarms WHERE mailbox_id = ${mailbox} AND kind <> ALL(${kinds}::text[])`.execute(database);
    for (const { kind, text: because } of alarms) {
      await sql`
        INSERT INTO mailbox_alarms VALUES (${mailbox}, ${kind}, ${text(because)}, ${time(now.wall)})
        ON CONFLICT (mailbox_id, kind) DO UPDATE SET because = excluded.because`.execute(database);
    }
  },
});
