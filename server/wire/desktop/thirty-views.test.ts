import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { viewAnswer, viewsAnswer } from "@postroom/contract";
import { Client } from "pg";
import { basic, startHttp } from "../../adapters/http/http.fixture.ts";
import { openPool } from "../../adapters/sql/pool.ts";
import { counting, countSome } from "../../loops/view-counter.ts";
import { readAndRoute, receive } from "../../testing/agent-day.ts";
import { atEnd } from "../../testing/at-end.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { testDatabase } from "../../testing/database.ts";
import { databaseWork, tellWork } from "../../testing/database-work.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { catchUp } from "../catch-up.ts";
import { pushMessages } from "../push-messages.ts";
import { viewsTopic } from "./desk-push.ts";

/** POSTROOM_FAULTS=full: thirty agents at the size of mail.md 15. Without it fewer, with thirty views each all the same. */
const isFull = process.env["POSTROOM_FAULTS"] === "full";
const agentsMax = isFull ? 30 : 2;
const mailsMax = isFull ? 450_000 : 10_000;

/** What a view may cost: so many pages of the database, and so many for each e-mail that it counts. Reading all e-mails costs 600, or 30,000. */
const pagesOfView = isFull ? 1_000 : 250;
const pagesOfEmail = 10;
/** A page of a list, and counting the three hundred that are open. Walking through all that is done costs 31,000 of 10,000. */
const pagesOfOpening = 300 * pagesOfEmail;
const password = "one-for-all-1";
const agents = Array.from({ length: agentsMax }, (_, index) => `agent-${index}`);

const file = {
  ...acme,
  settings: { requestRate: 100_000, requestBurst: 100_000 },
  agents: [
    ...acme.agents,
    ...agents.map((userName) => ({
      ...{ userName, password, firstName: userName, lastName: "Test", emailAddress: `${userName}@acme.test` },
      ...{ roles: ["agent"], skills: {}, groups: ["FrontLine"] },
    })),
  ],
};

/** What people keep: the work that is open, and single things. */
const narrow = [
  ...["state:Queued", "state:Processing", "state:Invited", "state:InWorkbin", "state:Queued,Processing"],
  ...["queue:general", "queue:general state:Queued", "queue:support state:Queued", "queue:support state:Processing"],
  ...["agent:me state:Processing", "agent:me state:Queued,Processing", "agent:me state:Processing has:attachment"],
  ...["rare", "rare state:Queued", "nowhere", "from:c7@customer.test", "to:nobody@acme.test", "subject:rare"],
  ...["lang:de", "lang:de state:Queued", "lang:fr", "agent:me lang:de", "has:attachment", "has:attachment lang:de"],
  ...["has:attachment state:Queued", "after:2031-01-01", "before:2020-01-01", "id:I7", "rare -common", "rare lang:de"],
];
const words = ["rare", "nowhere", "m77", "rare state:Queued", "from:c7@customer.test", "subject:rare"];
/** What is open is the oldest of all: whoever walked the order of time would pass by everything that is done. */
const open = [
  "state:Queued",
  "state:Queued,Processing",
  "state:Invited",
  "queue:general",
  "queue:support state:Queued,Invited",
];
/** Almost everything: counting ends at a thousand. */
const wide = Array.from(
  { length: 30 },
  (_, index) =>
    ["common", "state:Completed", "queue:support", "after:2020-01-01", "before:2035-01-01", "lang:en"][index % 6] ?? "",
);

/** The first 300 e-mails are open, 20 of them German and 20 with a file; all else is done. */
const fill = `
  INSERT INTO contents (id, from_address, reply_to, to_list, cc_list, bcc_list, subject, body_text, body_html, language)
    SELECT 'T' || n, jsonb_build_object('name', '', 'address', 'c' || n || '@customer.test'), '[]',
      '[{"name":"","address":"support@acme.test"}]', '[]', '[]', CASE WHEN n <= 20 THEN 'Rare' ELSE 'Order' END,
      CASE WHEN n <= 20 THEN 'rare ' ELSE '' END || 'common words ten' || n % 10 || ' hundred' || n % 100 || ' thousand' || n % 1000
        || ' m' || n, '', CASE WHEN n <= 20 THEN 'german' ELSE 'english' END
    FROM generate_series(1, ${mailsMax}) AS n;
  INSERT INTO interactions (id, direction, subtype, state, version, holder, queue_id, priority, enqueued_at, thread_id,
      content_id, user_data, comments, attachments, received_at, owner_id)
    SELECT 'I' || n, 'inbound', 'InboundNew',
      CASE WHEN n > 300 THEN 'Completed' WHEN n % 3 = 0 THEN 'Processing' ELSE 'Queued' END, 1,
      CASE WHEN n <= 300 AND n % 3 = 0 THEN u.id END, q.id, 0, 0, 'H' || n, 'T' || n, '{}', '[]',
      CASE WHEN n BETWEEN 11 AND 30 THEN '[{"id":"d","sha256":"s","isEmbedded":false}]'::jsonb ELSE '[]' END,
      timestamptz '2026-01-01' + n * interval '1 second', u.id
    FROM generate_series(1, ${mailsMax}) AS n
      JOIN users u ON u.user_name = 'agent-' || n % ${agentsMax}
      JOIN queues q ON q.name = CASE WHEN n <= 30 THEN 'general' ELSE 'support' END;
  INSERT INTO interaction_index
    SELECT i.id, i.received_at, i.user_data::jsonb, interaction_words(c, i.user_data::jsonb)
    FROM interactions i JOIN contents c ON c.id = i.content_id`;

async function started(t: TestContext) {
  const { url, ownerUrl } = await testDatabase(t);
  const pool = openPool(url, { log: silentLog, size: 1 });
  atEnd(t, () => pool.end());
  const work = databaseWork(pool);
  const centre = await testCentre(t, file, { isChecked: false, pool });
  const http = await startHttp(t, { centre });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  atEnd(t, () => owner.end());
  await owner.query(fill);
  await owner.query("VACUUM ANALYZE");
  await tellWork(owner);
  const ask = async (userName: string, method: string, path: string, body?: object) => {
    const headers = { authorization: basic(userName, password) };
    const answer = await http.ask({
      method,
      path: `/api/postroom/v1${path}`,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  let position = 0;
  /** On its way to whoever is told of it. */
  const mail = async (): Promise<void> => {
    await receive(centre);
    await readAndRoute(centre);
    await catchUp(centre.performing);
    const events = await centre.performing.store.read((reading) => reading.journal.after(position, 1_000));
    position = events.at(-1)?.position ?? position;
    await pushMessages(centre.performing.store, events, { publicUrl: "http://127.0.0.1", bodyBytesMax: 1_000 });
  };
  /** What it costs once statements that come again are known. */
  const costOf = async (doing: () => Promise<unknown>, rounds: number) => {
    for (let round = 0; round < rounds; round += 1) await doing();
    return work(doing);
  };
  return {
    costOfMail: () => costOf(mail, 6),
    costOfSearch: (query: string) =>
      costOf(() => ask(agents[0] ?? "", "GET", `/search?q=${encodeURIComponent(query)}`), 1),
    costOfOpening: (userName: string, rounds = 1) => costOf(() => ask(userName, "GET", "/me/snapshot"), rounds),
    view: async (userName: string, query: string): Promise<string> =>
      viewAnswer.parse(await ask(userName, "POST", "/views", { name: query, query })).view.id,
    /** What all views of the user count together. */
    async counted(userName: string): Promise<number> {
      const { views } = viewsAnswer.parse(await ask(userName, "GET", "/views"));
      return views.reduce((sum, { count }) => sum + (count ?? assert.fail("a view that cannot be read")), 0);
    },
    /** A round that tells one listener of all views, once its statements are known; and one while nothing moved. */
    async costOfRounds(userName: string) {
      const { id } = await centre.as(userName);
      const listens = { hears: () => true, hearers: () => [id], listeners: () => new Map<string, readonly string[]>() };
      const publisher = {
        ...listens,
        publish: () => undefined,
        endSessionsOf: () => undefined,
        endLinesOf: () => undefined,
      };
      const state = counting();
      const { store } = centre.performing;
      const round = async () => {
        centre.clock.advance(60_000);
        await countSome({ store, publisher, clock: centre.clock, topic: viewsTopic }, state);
      };
      const moved = () => {
        state.isDue = true;
        return round();
      };
      return { moved: await costOf(moved, 1), still: await costOf(round, 1) };
    },
    forget: (userName: string, id: string) => ask(userName, "DELETE", `/views/${id}`),
  };
}

test("thirty_agents_thirty_views_cpu: a saved view costs what it counts and not the backlog, and only who opens the desktop pays for it", async (t) => {
  const { costOfMail, costOfOpening, costOfSearch, costOfRounds, view, counted, forget } = await started(t);
  const [first = ""] = agents;
  const bare = await costOfOpening(first, 6);
  const mailBefore = await costOfMail();
  for (const query of [...narrow, "common"]) {
    const id = await view(first, query);
    const count = await counted(first);
    assert.ok(count <= 1_000, `${query} counts ${count}`);
    const pages = (await costOfOpening(first)).pages - bare.pages;
    assert.ok(pages <= pagesOfView + pagesOfEmail * count, `${query}: ${pages} pages for ${count} e-mails`);
    await forget(first, id);
  }
  // Words that few mails have: who opens such a view walks through no backlog either.
  for (const query of words) {
    const { pages } = await costOfSearch(query);
    assert.ok(pages <= 3 * pagesOfView, `${query}: ${pages} pages to open it`);
  }
  for (const query of open) {
    const { pages } = await costOfSearch(query);
    t.diagnostic(`${query}: ${pages} pages to open it`);
    assert.ok(pages <= pagesOfOpening, `${query}: ${pages} pages to open it`);
  }
  for (const [index, userName] of agents.entries()) {
    const queries = index < agents.length - 1 ? narrow : wide;
    const without = await costOfOpening(userName, 6);
    for (const query of queries) await view(userName, query);
    const count = await counted(userName);
    const { statements, pages } = await costOfOpening(userName);
    t.diagnostic(
      `${userName}: ${without.statements} statements and ${statements - without.statements} for views, ${pages} pages for ${count} e-mails`,
    );
    // What is looked for twice is counted once.
    assert.equal(statements - without.statements, new Set(queries).size);
    assert.ok(pages - without.pages <= queries.length * pagesOfView + pagesOfEmail * count, `${pages} pages`);
  }
  const { moved, still } = await costOfRounds(first);
  const count = await counted(first);
  assert.ok(
    moved.pages <= narrow.length * pagesOfView + pagesOfEmail * count,
    `${moved.pages} pages to count them again`,
  );
  assert.equal(still.statements, 0);
  const mailAfter = await costOfMail();
  t.diagnostic(
    `a mail: ${mailBefore.statements} statements without views, ${mailAfter.statements} with ${30 * agentsMax}`,
  );
  assert.equal(mailAfter.statements, mailBefore.statements);
});
