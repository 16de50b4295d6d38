import assert from "node:assert/strict";
import { test } from "node:test";
import { configResponsesAnswer, reportAnswer } from "@postroom/contract";
import { complete } from "../../operations/email/complete.ts";
import { send } from "../../operations/email/send.ts";
import { checkConsistency } from "../../queries/consistency/check.ts";
import { doneBy, drafted, owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const minute = 60_000;
// The centre begins on Monday, 2026-11-23 at 10:18 UTC.
const monday = "2026-11-23T00:00:00.000Z";

const promised = acme.queues.map((queue) =>
  queue.name === "support" ? { ...queue, sla: { replySeconds: 1_200, targetPercent: 80 } } : queue,
);

async function startReports(t: Parameters<typeof startDay>[0], more: object = {}) {
  const day = await startDay(t, { file: { ...acme, queues: promised, ...more } });
  const { server, centre } = day;
  const asked = (query: string, as = "sam") => server.ask({ path: `/api/postroom/v1/reports/${query}`, as });
  const report = async (query: string) => {
    const answer = await asked(query);
    assert.equal(answer.status, 200, answer.text);
    return reportAnswer.parse(answer.json);
  };
  return { ...day, centre, asked, report };
}

/** Alice answers one mail in 10 minutes, has one in hands for 30 and passes it on, and one waits. */
async function worked({ centre, post }: Awaited<ReturnType<typeof startReports>>): Promise<void> {
  const { clock } = centre;
  const first = await owned(centre, "alice", { headers: ["From: ann@customer.test", "Subject: =HYPERLINK(1)"] });
  clock.advance(10 * minute);
  const draft = await drafted(centre, "alice", first);
  await doneBy(centre, "alice", send, { target: draft, input: { rememberAgent: false } });
  const coded = await post("alice", `/me/emails/${first}`, {
    ...{ operationName: "SetDisposition", disposition: "Refund" },
  });
  assert.equal(coded.status, 200, coded.text);
  clock.advance(5 * minute);
  await doneBy(centre, "alice", complete, { target: first, input: {} } as never);
  const second = await owned(centre, "alice");
  clock.advance(30 * minute);
  const passed = await post("alice", `/me/emails/${second}`, {
    ...{ operationName: "PlaceInQueue", queueName: "general" },
  });
  assert.equal(passed.status, 200, passed.text);
  await receive(centre);
  await readAndRoute(centre);
}

test("what came in, was answered, took how long and was promised stands in tables with their base", async (t) => {
  const day = await startReports(t);
  await worked(day);
  const { report } = day;
  const volume = await report("volume?interval=day");
  assert.deepEqual(volume.columns, ["interval", "queue", "received", "accepted", "answered", "done", "open"]);
  assert.deepEqual(volume.totals, { received: 3, accepted: 2, answered: 1, done: 1, open: 2 });
  assert.equal(
    volume.rows.reduce((sum, row) => sum + Number(row["received"]), 0),
    3,
  );
  assert.ok(volume.rows.every(({ interval }) => interval === monday));
  assert.match(volume.base, /received in the interval/);
  const support = "queue=support";
  assert.deepEqual((await report(`response?${support}`)).totals, {
    ...{ answered: 1, medianSeconds: 600, p90Seconds: 600 },
  });
  assert.deepEqual((await report("handling")).totals, {
    ...{ accepted: 2, medianSeconds: 900, p90Seconds: 1_800, totalSeconds: 2_700 },
  });
  assert.deepEqual((await report("transfers")).totals, { received: 3, transferred: 1, percent: 33.3, transfers: 1 });
  assert.deepEqual((await report(`sla?${support}`)).totals, { judged: 2, inTime: 1, late: 1, percent: 50 });
  const age = await report("age");
  assert.deepEqual([age.totals?.["done"], age.totals?.["medianSeconds"], age.totals?.["open"]], [1, 900, 2]);
  const { rows: dispositions } = await report("dispositions");
  assert.deepEqual(dispositions, [{ queue: "support", disposition: "Refund", done: 1 }]);
});

test("each agent's work and time are told, by whose clocks days are asked for", async (t) => {
  const day = await startReports(t);
  const { centre, report } = day;
  await worked(day);
  const agents = await report("agents?agent=alice&interval=day&timeZone=Pacific/Kiritimati");
  assert.deepEqual(agents.columns.slice(0, 4), ["interval", "agent", "accepted", "done"]);
  const [row] = agents.rows;
  // Fourteen hours ahead: it is Tuesday there.
  assert.deepEqual(
    [row?.["interval"], row?.["agent"], row?.["accepted"], row?.["done"], row?.["handledSeconds"]],
    ["2026-11-23T10:00:00.000Z", "alice", 2, 1, 2_700],
  );
  assert.equal(row?.["readySeconds"], 2_700);
  assert.equal((await report("agents?agent=alice&queue=support")).totals?.["accepted"], 2);
  assert.equal((await report("agents?agent=alice&queue=general")).totals?.["accepted"], 0);
  await day.post("alice", "/me", { operationName: "NotReady", channels: ["email"] });
  centre.clock.advance(20 * minute);
  await ready(centre, "alice");
  const { rows: states, totals } = await report("readiness?agent=alice");
  assert.ok(
    states.some(({ state, seconds }) => state === "NotReady" && seconds === 1_200),
    JSON.stringify(states),
  );
  assert.equal(
    states.reduce((sum, { seconds }) => sum + Number(seconds), 0),
    totals?.["seconds"],
  );
});

test("standard responses used are told by response, queue, agent and day, also when they are no more", async (t) => {
  const day = await startReports(t, {
    standardResponses: [{ name: "Thanks", category: "General", language: "en", body: "<p>Thank you</p>" }],
  });
  const { centre, server, post, report } = day;
  const listed = await server.ask({ as: "root", path: "/api/postroom/v1/config/responses" });
  const response = configResponsesAnswer.parse(listed.json).responses[0]?.id;
  const first = await owned(centre, "alice");
  const reported = (id: string, usageType: string) =>
    post("alice", `/me/emails/${id}`, {
      ...{ operationName: "ReportResponseTemplateUsage", responseTemplateId: response, usageType },
    });
  for (const usageType of ["AdministratorResponse", "AdministratorResponse", "SuggestedResponsesIgnored"]) {
    const answer = await reported(first, usageType);
    assert.equal(answer.status, 200, answer.text);
  }
  const row = { response: "Thanks", language: "en", queue: "support", agent: "alice", used: 2, emails: 1 };
  const found = await report("responses?interval=day&agent=alice&queue=support");
  assert.deepEqual(found.columns, ["interval", "response", "language", "queue", "agent", "used", "emails"]);
  assert.deepEqual([found.rows, found.totals], [[{ interval: monday, ...row }], { used: 2, emails: 1 }]);
  assert.deepEqual((await report("responses?agent=bob")).rows, []);
  assert.deepEqual((await report("responses?queue=general")).rows, []);
  const gone = await server.ask({ as: "root", method: "DELETE", path: `/api/v2/response-templates/${response}` });
  assert.equal(gone.status, 200, gone.text);
  assert.deepEqual((await report("responses")).rows, [row]);
});

test("one row for each e-mail, by pages or as CSV in which no subject is a formula", async (t) => {
  const day = await startReports(t);
  await worked(day);
  const { asked, report } = day;
  const { rows, columns, nextCursor } = await report("interactions?limit=2");
  assert.deepEqual([rows.length, rows[0]?.["subject"], rows[0]?.["agent"]], [2, "=HYPERLINK(1)", "alice"]);
  assert.deepEqual([rows[0]?.["responseSeconds"], rows[0]?.["ageSeconds"], rows[0]?.["inTime"]], [600, 900, "yes"]);
  const rest = await report(`interactions?limit=2&cursor=${nextCursor}`);
  assert.deepEqual([rest.rows.length, rest.nextCursor], [1, undefined]);
  const csv = await asked("interactions?format=csv");
  assert.match(String(csv.headers["content-type"]), /^text\/csv/);
  assert.match(String(csv.headers["content-disposition"]), /interactions\.csv/);
  const lines = csv.text.replace(/^\ufeff/, "").split("\r\n");
  assert.deepEqual([lines.length, lines[0]], [5, columns.join(",")]);
  assert.match(lines[1] ?? "", /,'=HYPERLINK\(1\),/);
  const table = await asked("volume?format=csv");
  assert.match(table.text, /^\ufeffqueue,received,accepted,answered,done,open\r\n/);
});

test("agents read no reports, and what is asked wrongly is named", async (t) => {
  const { asked } = await startReports(t);
  assert.match(refusal(await asked("volume", "alice")), /^5\/403 /);
  assert.match(refusal(await asked("profit")), /^6\/404 report not found: profit/);
  assert.match(refusal(await asked("volume?queue=nowhere")), /^10\/400 \$\.queue: no such queue: nowhere/);
  assert.match(refusal(await asked("agents?agent=nobody")), /^10\/400 \$\.agent: no such user: nobody/);
  assert.match(refusal(await asked("volume?from=2026-11-24&to=2026-11-23")), /^10\/400 \$\.to: not behind from/);
  assert.match(refusal(await asked("volume?from=2020-01-01&to=2026-11-23")), /^10\/400 \$\.to: more than 800 days/);
  assert.match(refusal(await asked("volume?interval=year")), /^10\/400 \$\.interval/);
  assert.match(refusal(await asked("volume?timeZone=Acme/Town")), /^10\/400 \$\.timeZone: not a time zone/);
  assert.match(refusal(await asked("readiness?queue=support")), /^10\/400 \$\.queue: the report readiness does not/);
  assert.match(refusal(await asked("interactions?interval=day")), /^10\/400 \$\.interval: the report/);
  assert.match(refusal(await asked("interactions?cursor=x")), /^10\/400 \$\.cursor/);
});

test("check tells who has in reports what nobody has in hands", async (t) => {
  const centre = await testCentre(t, acme, { isChecked: false });
  const id = await owned(centre, "alice");
  await catchUp(centre.performing);
  const breaches = async () =>
    (await checkConsistency({ store: centre.performing.store, files: centre.files })).map((one) => JSON.stringify(one));
  assert.deepEqual(await breaches(), []);
  await centre.pool.query("UPDATE work_spells SET user_id = 'somebody'");
  const [found, ...others] = await breaches();
  assert.match(found ?? "", new RegExp(`${id}.*in the hands of somebody who has not`));
  assert.deepEqual(others, []);
});
