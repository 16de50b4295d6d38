import { sql } from "kysely";
import type { AutomaticMailReads, AutomaticMailRows } from "../../ports/automatic-mails.ts";
import type { Database, Writing } from "./context.ts";
import { key, time } from "./values.ts";

/** Automatic mail so far. */
export const automaticMailReads = (database: Database): AutomaticMailReads => ({
  async history(thread, address) {
    const { rows } = await sql<{ is_ours: boolean; in_thread: boolean; at: number }>`
      (SELECT is_ours, true AS in_thread, at FROM automatic_mails WHERE thread_id = ${thread} ORDER BY at DESC LIMIT 100)
      UNION ALL
      (SELECT is_ours, false, at FROM automatic_mails WHERE is_ours AND address = ${key(address)} ORDER BY at DESC LIMIT 100)`.execute(
      database,
    );
    const times = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).map(({ at }) => at);
    return {
      answersInThread: times((row) => row.in_thread && row.is_ours),
      answersToSender: times((row) => !row.in_thread),
      automaticInThread: times((row) => row.in_thread),
    };
  },
  async answered(thread, address) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM automatic_mails WHERE thread_id = ${thread} AND is_ours AND address = ${key(address)}`.execute(
      database,
    );
    return rows[0]?.count ?? 0;
  },
  async isAgents(address) {
    const { rows } = await sql`SELECT FROM users WHERE lower(email_address) = ${key(address)} LIMIT 1`.execute(
      database,
    );
    return rows.length > 0;
  },
});

/** Noting them. */
export const automaticMailRows = ({ database }: Writing): AutomaticMailRows => ({
  async note({ interaction, thread, address, isOurs, at }) {
    await sql`
      INSERT INTO automatic_mails
      VALUES (${interaction}, ${thread}, ${address === undefined ? null : key(address)}, ${isOurs}, ${time(at)})
      ON CONFLICT DO NOTHING`.execute(database);
  },
  async take({ thread, kind, day, interaction }) {
    const { numAffectedRows } = await sql`
      INSERT INTO automatic_answer_keys VALUES (${thread}, ${kind}, ${day}, ${interaction}) ON CONFLICT DO NOTHING`.execute(
      database,
    );
    return numAffectedRows === 1n;
  },
});
