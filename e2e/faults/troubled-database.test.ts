import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { dialectA, dialectB } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { startProbe } from "../support/probe.ts";
import { startScriptedAgent } from "../support/scripted-agent.ts";
import { backAgain, startCentre } from "./centre.ts";
import { endOfDay } from "./end-of-day.ts";

// reliability.md 2.9 and 6: a database that is there, and does not serve.

const size = isFull ? { mails: 40, troubleMs: 15_000 } : { mails: 8, troubleMs: 4_000 };

/** Begins what keeps the database from serving. Value: how to end it. */
type Trouble = (database: Database) => Promise<() => Promise<unknown>>;

/** Says this as a superuser, by a connection of its own; where none can be had it is not said. */
type Database = { say(words: string): Promise<void>; readonly postmaster: number };

const endAll = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()";

const troubles: Readonly<Record<string, Trouble>> = {
  "every connection is ended, five times a second": async ({ say }) => {
    let isOver = false;
    const ending = (async () => {
      for (; !isOver; await pause(200)) await say(endAll);
    })();
    return () => {
      isOver = true;
      return ending;
    };
  },
  "no new connection is answered": async ({ postmaster }) => {
    process.kill(postmaster, "SIGSTOP");
    return async () => process.kill(postmaster, "SIGCONT");
  },
  "it can only be read": async ({ say }) => {
    await say(`ALTER DATABASE postroom SET default_transaction_read_only = on; ${endAll}`);
    return () => say(`ALTER DATABASE postroom RESET default_transaction_read_only; ${endAll}`);
  },
  "a table is locked": async ({ say }) => {
    const seconds = size.troubleMs / 1_000;
    const locked = say(
      `BEGIN; LOCK TABLE interactions IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(${seconds}); ROLLBACK`,
    );
    return () => locked;
  },
};

/** What a push has time for. */
const always = new Set(["every connection is ended, five times a second"]);

for (const [name, trouble] of Object.entries(troubles)) {
  const skip = isFull || always.has(name) ? false : "POSTROOM_FAULTS=full shows it";
  test(`${name}: 451 and 503, back within 10 s, nothing lost, doubled or unknown`, {
    skip,
    timeout: 180_000,
  }, async (t) => {
    const centre = await startCentre(t);
    const { server, http, smtp, sam } = centre;
    const database = await databaseOf(server.data);
    const source = startMailSource(t, { address: smtp, connections: 4 });
    const agents = await Promise.all([
      startScriptedAgent(t, { client: clientOf(http, "alice"), dialect: dialectA }),
      startScriptedAgent(t, { client: clientOf(http, "bob"), dialect: dialectB }),
    ]);
    const { pid } = server.ready();
    const probe = startProbe(t, sam);
    source.post(size.mails / 2);
    await eventually(
      async () => source.acknowledged.size,
      (count) => count >= size.mails / 4,
      30_000,
    );
    const end = await trouble(database);
    source.post(size.mails / 2);
    await pause(size.troubleMs);
    await end();
    const backMs = await backAgain(t, server);
    const answers = await probe.stop();

    const outcome = await endOfDay(centre, { source, agents }, size.mails + 1);
    const statuses = Map.groupBy(answers, ({ status }) => status);
    const seen = Object.fromEntries([...statuses].map(([status, all]) => [status, all.length]));
    t.diagnostic(JSON.stringify({ name, backMs, ...outcome, http: seen }));
    assert.deepEqual(outcome.unknown, []);
    assert.deepEqual(
      Object.keys(outcome.smtp).filter((code) => code !== "451"),
      [],
    );
    assert.deepEqual(
      [...statuses.keys()].filter((status) => status !== 200 && status !== 503),
      [],
    );
    for (const { headers, text } of statuses.get(503) ?? [])
      assert.match(headers.get("retry-after") ?? "", /^\d+$/, text);
    assert.equal(server.ready().pid, pid);
    await assertAudited(server, sam);
    await assertConsistent(server);
  });
}

/** The server's own PostgreSQL. */
async function databaseOf(data: string): Promise<Database> {
  const file = await readFile(join(data, "postgres", "postmaster.pid"), "utf8");
  const [pid, , , port, host = ""] = file.split("\n");
  // Or who made it read-only could not take that back.
  const options = "-c default_transaction_read_only=off";
  return {
    postmaster: Number(pid),
    async say(words) {
      const owner = new Client({ host, port: Number(port), user: "postgres", database: "postroom", options });
      owner.on("error", () => undefined);
      await owner
        .connect()
        .then(() => owner.query(words))
        .catch(() => undefined);
      await owner.end();
    },
  };
}
