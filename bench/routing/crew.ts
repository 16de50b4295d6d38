import type { Client } from "pg";

/** Agents who take what they are offered and never answer: rows alone, because signing in so many would take longer than all that is measured. */
export type Crew = {
  /** From now on so many of them are ready, and the rest logged out. */
  ready(count: number): Promise<void>;
  /** Nobody is ready, nothing is offered, and the next who gets ready is as idle as everybody. */
  away(): Promise<void>;
  /** The interactions that they are invited to. */
  invitations(): Promise<readonly string[]>;
};

/** Makes a crew of the agent `userName`, each with the same skills and groups, and with room for one. */
export async function crewLike(client: Client, userName: string, count: number): Promise<Crew> {
  for (const statement of made) await client.query(statement, [userName, count]);
  return {
    async ready(some) {
      await client.query(
        `UPDATE agents SET state = 'Ready', since = now() WHERE user_id IN (
          SELECT id FROM users WHERE user_name LIKE 'crew%' ORDER BY substr(user_name, 5)::integer LIMIT $1)`,
        [some],
      );
    },
    async away() {
      await client.query("UPDATE agents SET state = 'LoggedOut' WHERE user_id LIKE 'crew%'");
      for (const statement of calledBack) await client.query(statement);
    },
    async invitations() {
      const { rows } = await client.query<{ id: string }>(
        "SELECT id FROM interactions WHERE holder LIKE 'crew%' AND state = 'Invited'",
      );
      return rows.map(({ id }) => id);
    },
  };
}

const crew = "users u, generate_series(1, $2::integer) n WHERE u.user_name = $1";
const of = (table: string): string =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('user_id', 'crew' || n))).*
    FROM ${table} r JOIN users u ON u.id = r.user_id, generate_series(1, $2::integer) n WHERE u.user_name = $1`;

const made = [
  `INSERT INTO users OVERRIDING USER VALUE SELECT (jsonb_populate_record(u, jsonb_build_object('id', 'crew' || n, 'user_name', 'crew' || n, 'capacity', 1))).* FROM ${crew}`,
  ...["user_skills", "user_groups", "agents"].map(of),
  // Who never asks for anything would be logged off.
  `INSERT INTO agent_clocks (user_id, active_at) SELECT 'crew' || n, ${Number.MAX_SAFE_INTEGER} FROM ${crew}`,
];

/** As if nobody had been offered anything: an invitation that runs out would leave a pause and a missed offer behind. */
const calledBack = [
  "DELETE FROM timers t USING interactions i WHERE i.id = t.interaction_id AND i.holder LIKE 'crew%'",
  `UPDATE interactions SET state = 'Queued', holder = NULL, deadline_row = NULL, deadline_due = NULL, deadline_shown = NULL,
    version = version + 1 WHERE holder LIKE 'crew%'`,
  "UPDATE agent_clocks SET idle_since = 0 WHERE user_id LIKE 'crew%'",
];
