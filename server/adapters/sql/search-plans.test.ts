import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, Kysely, PostgresDialect } from "kysely";
import { Client } from "pg";
import { office } from "../../domain/service-level/business-hours.fixture.ts";
import { lastOverdue } from "../../domain/service-level/business-hours.ts";
import { dueSteps } from "../../domain/service-level/due-steps.ts";
import type { HistoryFilter } from "../../ports/history.ts";
import type { InteractionFilter } from "../../ports/interactions.ts";
import type { SearchFilter } from "../../ports/searches.ts";
import { testDatabase } from "../../testing/database.ts";
import { centreReads } from "./centre.ts";
import { contactReads } from "./contacts.ts";
import type { Database } from "./context.ts";
import { historyReads } from "./history.ts";
import { interactionReads } from "./interaction-reads.ts";
import { paceReads } from "./paces.ts";
import { createMemory } from "./remembered.ts";
import { searchReads } from "./searches.ts";
import type { Tables } from "./tables.ts";
import { timelineReads } from "./timeline.ts";

/** POSTROOM_FAULTS=full asks at the size of mail.md 15, and looks at the clock, which a push does not trust. */
const isFull = process.env["POSTROOM_FAULTS"] === "full";
const count = isFull ? 450_000 : 50_000;
const p95MaxMs = 150;

/** Every mail says `common`, one in ten `medium`, one in five thousand `rare`; a contact has some ten mails, the first a fifth of all. The newest third waits: nothing may be found by way of all that is done. */
const fill = `
  INSERT INTO queues (id, name, kind, routing) VALUES ('q', 'support', 'inbound', '{}');
  INSERT INTO contacts (id, root_id, first_name, last_name, terms, created_at, modified_at)
    SELECT 'C' || n, 'C' || n, 'First' || n, 'Last' || n,
      ARRAY['first' || n, 'last' || n, 'everybody'] || CASE WHEN n % 1000 = 0 THEN ARRAY['rare'] ELSE '{}' END,
      now() + n * interval '1 second', now()
    FROM generate_series(1, ${count / 10}) AS n;
  INSERT INTO contents (id, reply_to, to_list, cc_list, bcc_list, subject, body_text, body_html, language)
    SELECT 'T' || n, '[]', '[{"name":"","address":"support@acme.test"}]', '[]', '[]', 'Order ' || n,
      'common words of every mail' || CASE WHEN n % 10 = 0 THEN ' medium' ELSE '' END
        || CASE WHEN n % 5000 = 0 THEN ' rare' ELSE '' END, '', 'english'
    FROM generate_series(1, ${count}) AS n;
  INSERT INTO interactions (id, direction, subtype, state, version, queue_id, priority, enqueued_at, contact_id, thread_id,
      content_id, user_data, comments, attachments, received_at, owner_id)
    SELECT 'I' || n, 'inbound', 'InboundNew', CASE WHEN n > ${count} * 2 / 3 THEN 'Queued' ELSE 'Completed' END, 1, 'q', 0, 0, 'C' || CASE WHEN n % 5 = 0 THEN 1 ELSE 1 + n % ${count / 10} END, 'H' || (n / 5), 'T' || n,
      json_build_object('Topic', 't' || n % 2000), '[]', '[]', timestamptz '2026-01-01' + n * interval '1 minute', 'U' || n % 5
    FROM generate_series(1, ${count}) AS n;
  UPDATE contents SET message_id = '<m' || substr(id, 2) || '@customer.test>';
  INSERT INTO message_ids SELECT c.message_id, i.id, i.thread_id FROM interactions i JOIN contents c ON c.id = i.content_id;
  INSERT INTO interaction_index
    SELECT i.id, i.received_at, i.user_data::jsonb, interaction_words(c, i.user_data::jsonb)
    FROM interactions i JOIN contents c ON c.id = i.content_id`;

type Plan = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Rows Removed by Filter"?: number;
  readonly "Actual Loops": number;
  readonly Plans?: readonly Plan[];
};
type Root = Plan & { readonly "Shared Hit Blocks": number; readonly "Shared Read Blocks": number };

const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Tables that stay small, however much mail there is, or that have no rows here. */
const small = ["users", "queues", "pauses", "threads", "notes", "journal"];

/** Pages of the database that one page of a list may cost; the whole of it has some 6,000. */
const buffersMax = 2_500;

/** Rows or entries of an index that are looked at and passed over. */
const passedMax = 2_500;

const passedOver = (plan: Plan): number =>
  nodes(plan).reduce((sum, node) => sum + (node["Rows Removed by Filter"] ?? 0) * node["Actual Loops"], 0);

test("list_of_450k_interactions_p95: at many interactions every search and list is answered from indexes, and costs no more than its page", async (t) => {
  const { pool, ownerUrl } = await testDatabase(t);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(fill);
  await owner.query("VACUUM ANALYZE");
  await owner.end();
  const asked: CompiledQuery[] = [];
  const database: Database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query),
  });
  const history = (filter: Partial<HistoryFilter>) => () =>
    historyReads(database).page({ order: "desc", limit: 50, ...filter });
  const contacts =
    (...terms: readonly string[]) =>
    () =>
      contactReads(database).page({ terms, attributes: [], limit: 50 });
  const listed = (filter: Partial<InteractionFilter>) => () =>
    interactionReads(database, { steady: 0, wall: 0 }).page({ limit: 50, ...filter });
  const searched = (filter: SearchFilter) => () => searchReads(database).page(filter, { sort: "newest", limit: 50 });
  const wall = Date.UTC(2026, 0, 1) + count * 60_000;
  const [replyMs, hours] = [4 * 3_600_000, office("Europe/Berlin")];
  const promised = {
    queue: "q",
    steps: dueSteps(wall, replyMs, hours),
    lastOverdue: lastOverdue(wall, replyMs, hours),
  };
  const operators = (search: string) => listed({ search });
  const questions: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
    rare: history({ search: "rare" }),
    medium: history({ search: "medium" }),
    common: history({ search: "common" }),
    "two words": history({ search: "mediums orders" }),
    nothing: history({ search: "nowhere" }),
    "everything, newest first": history({}),
    "a later page": history({ cursor: { receivedAt: Date.UTC(2026, 0, 10), id: "I5" } }),
    "one contact": history({ contact: "C77" }),
    "a contact with much mail": history({ contact: "C1" }),
    "a contact with much mail, and a rare word": history({ contact: "C1", search: "rare" }),
    "a contact with much mail, and a common word": history({ contact: "C1", search: "common" }),
    "a contact with much mail, and user data": history({ contact: "C1", userData: { Topic: "t5" } }),
    "one thread": history({ thread: "H77", order: "asc" }),
    "one owner": history({ owner: "U2" }),
    "user data": history({ userData: { Topic: "t77" } }),
    "operators, rare": operators("rare"),
    "operators, common": operators("common"),
    "one state": listed({ states: ["Queued"] }),
    "several states": listed({ states: ["Queued", "Completed"] }),
    "a state and a word": listed({ states: ["Queued"], search: "common" }),
    "operators, one thread": listed({ thread: "H77" }),
    "operators, one thread and state": listed({ thread: "H77", states: ["Completed"] }),
    "operators, one contact": listed({ contact: "C77" }),
    "operators, a contact with much mail": listed({ contact: "C1" }),
    "operators, a contact with much mail, and a state": listed({ contact: "C1", states: ["Queued"] }),
    "operators, a Message-ID": listed({ messageId: "<m77@customer.test>" }),
    "operators, a Message-ID and a state": listed({ messageId: "<m77@customer.test>", states: ["Completed"] }),
    "what was one agent's": searched({ words: "", agent: "U2" }),
    "what was one agent's and is waiting": searched({ words: "", agent: "U2", states: ["Queued"] }),
    "the time line of a contact with much mail": () => timelineReads(database).of("C1", { limit: 50 }),
    "a contact by its name": contacts("last77"),
    "contacts by a rare word": contacts("rare"),
    "contacts by everybody's word": contacts("everybody"),
    "all contacts": contacts(),
    "how many wait in each queue": async () => [
      ...(await centreReads(database, createMemory().at(0)).waitingCounts()).values(),
    ],
    "how each queue does": async () => [
      ...(await paceReads(database, { steady: 0, wall }).ofQueues([promised])).values(),
    ],
    "what comes next in a queue": () => interactionReads(database, { steady: 0, wall: 0 }).waiting("q", 100),
  };
  for (const [name, ask] of Object.entries(questions)) {
    asked.length = 0;
    const found = await ask();
    assert.equal(found.length > 0, name !== "nothing", name);
    for (const { sql, parameters } of [...asked]) {
      const { rows } = await pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, [...parameters]);
      const root: Root = rows[0]["QUERY PLAN"][0].Plan;
      const scanned = nodes(root).filter(
        (node) => node["Node Type"] === "Seq Scan" && !small.includes(node["Relation Name"] ?? ""),
      );
      assert.deepEqual(scanned, [], `${name}: ${sql}`);
      assert.ok(passedOver(root) <= passedMax, `${name}: ${passedOver(root)} rows passed over: ${sql}`);
      const buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"];
      assert.ok(buffers <= buffersMax, `${name}: ${buffers} buffers: ${JSON.stringify(root).slice(0, 3000)}`);
    }
    if (!isFull) continue;
    const p95 = await p95Of(ask);
    t.diagnostic(`${name}: p95 ${p95} ms of ${count} interactions`);
    assert.ok(p95 <= p95MaxMs, `${name}: ${p95} ms`);
  }
});

async function p95Of(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 40; round++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return Math.round(times.sort((one, other) => one - other)[37] ?? 0);
}
