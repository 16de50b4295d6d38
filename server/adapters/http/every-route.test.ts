import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { drafted, owned, sent } from "../../testing/agent-day.ts";
import type { Centre } from "../../testing/centre.ts";
import { anyRequest } from "./any-request.fixture.ts";
import { type Answer, settingsOf, startHttp } from "./http.fixture.ts";

const isFull = process.env["POSTROOM_FAULTS"] === "full";
/** POSTROOM_FAULTS=full asks 10,000 times, as a release must show; each slice has a centre of its own, because looking at all rows grows dearer with them. */
const slices = isFull ? 20 : 1;
const numRuns = isFull ? 500 : 300;
/** Of all users only max may be removed: nobody asks as him, and the others have held e-mails or are not named. */
const max = { userName: "max", password: "max-demo-1", firstName: "Max", lastName: "Test", roles: ["agent"] };
const asked = settingsOf({ requestRate: 1_000_000, requestBurst: 1_000_000 });
const file = { ...asked, agents: [...asked.agents, max] };

const kept = [
  ...["interactions", "contents", "contacts", "contact_addresses", "threads", "deliveries", "timers", "agents"],
  ...["users", "user_skills", "user_groups", "queues", "skills", "agent_groups", "settings", "mailboxes", "workbins"],
  ...["response_categories", "standard_responses", "response_attachments"],
  ...[
    "response_usages",
    "response_queue_uses",
    "saved_views",
    "preferences",
    "macros",
    "notices",
    "display_tokens",
    "report_schedules",
  ],
  ...["messages", "message_interactions", "message_ids", "dedup_keys", "released_files", "interaction_index"],
  ...["thread_participants", "delivery_attempts", "holders", "pauses", "workbin_subscriptions", "outgoing_hold"],
];

/**
 * Whether the request is another one under a used key is known only when its file has been read to the end: a file that nobody names then
 * lies there until orphans are removed (reliability.md 2.8).
 */
const readToItsEnd = "Idempotency-Key was used for another request";

/** Changes with every row that is written or removed: the newest writer and the number of rows of each table, and every stored document. */
async function stateOf({
  pool,
  files,
}: Centre): Promise<{ readonly tables: unknown; readonly documents: readonly string[] }> {
  const one = (table: string) =>
    `(SELECT count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM ${table}) AS ${table}`;
  const { rows } = await pool.query(`SELECT ${kept.map(one).join(", ")}`);
  const documents = await Array.fromAsync(files.list(), ({ sha256 }) => sha256);
  return { tables: rows[0], documents: documents.toSorted() };
}

/** Codes of wire.md 1.4 by HTTP status. 9 and 12 to 17 are 500, which no request may cause. */
const codes: Readonly<Record<number, readonly number[]>> = {
  400: [1, 2, 10, 11],
  401: [20],
  403: [3, 5, 8],
  404: [6],
  405: [3],
  409: [2, 18, 19],
  413: [10],
  415: [10],
};

/** Every refusal is an envelope in both dialects, with a code that its HTTP status has; one of a value names where it stands. wire.md 1.3, 1.4 */
function isEnvelope({ status, headers, json, text }: Answer): void {
  assert.match(headers["content-type"] ?? "", /^application\/json; charset=utf-8$/, text);
  const { status: word, statusCode, statusMessage, errorDescription } = json;
  assert.deepEqual([word, errorDescription], ["error", statusMessage], text);
  assert.ok(typeof statusMessage === "string" && statusMessage !== "", text);
  assert.ok(typeof statusCode === "number" && codes[status]?.includes(statusCode), `${status} ${text}`);
  if (statusCode === 1 || statusCode === 11) assert.match(statusMessage, /^(?:\$|attachment)\S*: /, text);
}

for (let slice = 1; slice <= slices; slice++)
  test(`no row of the tables answers 5xx, and whatever is refused says why and has changed nothing (${slice} of ${slices})`, (t) =>
    askMuch(t));

async function askMuch(t: TestContext): Promise<void> {
  const http = await startHttp(t, { file });
  const { centre } = http;
  const inbound = await owned(centre, "alice");
  const drafts = [await drafted(centre, "alice", inbound), await drafted(centre, "alice", inbound)];
  const ids = [inbound, ...drafts, await sent(centre, "bob"), ...(await otherIds(centre))];
  const counts = { refused: 0, done: 0, uploaded: 0, notUploaded: 0 };
  let before = await stateOf(centre);
  const property = fc.asyncProperty(anyRequest(ids, drafts), async ({ isUpload, ...request }) => {
    const answer = await http.ask(request);
    assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
    const earlier = before;
    before = await stateOf(centre);
    const isRefused = answer.status >= 400;
    if (isRefused && answer.status !== 416) {
      isEnvelope(answer);
      const isOrphanMade = isUpload && answer.json["statusMessage"] === readToItsEnd;
      const expected = isOrphanMade ? { ...earlier, documents: before.documents } : earlier;
      assert.deepEqual(before, expected, `${answer.status} ${answer.text}`);
    }
    counts[isRefused ? "refused" : "done"]++;
    if (isUpload) counts[isRefused ? "notUploaded" : "uploaded"]++;
  });
  // A smaller request would be put to another state.
  await fc.assert(property, { numRuns, endOnFailure: true });
  const said = JSON.stringify(counts);
  assert.ok(counts.refused > numRuns / 10 && counts.done > numRuns / 20, said);
  assert.ok(counts.uploaded > 0 && counts.notUploaded > 0, said);
  t.diagnostic(`${numRuns} requests, none answered 5xx: ${said}`);
}

/** Ids of things that are no e-mails. */
async function otherIds({ pool }: Centre): Promise<readonly string[]> {
  const tables = ["queues", "skills", "agent_groups", "workbins", "contacts", "threads"];
  const some = tables.map((table) => `(SELECT id FROM ${table} ORDER BY id LIMIT 2)`);
  const users = "SELECT id FROM users WHERE user_name IN ('bob', 'max')";
  const { rows } = await pool.query([users, ...some].join(" UNION ALL "));
  return rows.map(({ id }) => String(id));
}
