import assert from "node:assert/strict";
import { test } from "node:test";
import { reportSchedules } from "@postroom/contract";
import { mailReports } from "../../loops/report-mailer.ts";
import { readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { openTransport } from "../../testing/relay.ts";
import { sendingBy } from "../../testing/sending-loop.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const dayMs = 86_400_000;
// The centre begins on Monday, 2026-11-23 at 10:18 UTC.
const daily = { report: "volume", when: { every: "day", hour: 8, timeZone: "UTC" }, to: ["boss@acme.test"] };

async function startMailing(t: Parameters<typeof startDay>[0], more: object = {}) {
  const day = await startDay(t, { file: { ...acme, ...more } });
  const { server, centre } = day;
  const path = "/api/postroom/v1/report-schedules";
  const ask = (method: "GET" | "POST" | "DELETE", body?: object, as = "sam", below = "") =>
    server.ask({ method, path: `${path}${below}`, as, ...(body === undefined ? {} : { body }) });
  const wanted = async (body: object, as = "sam") => {
    const answer = await ask("POST", body, as);
    assert.equal(answer.status, 200, answer.text);
    return reportSchedules.givenAnswer.parse(answer.json).reportSchedule;
  };
  const listed = async (as = "sam") => {
    const answer = await ask("GET", undefined, as);
    assert.equal(answer.status, 200, answer.text);
    return reportSchedules.answer.parse(answer.json).reportSchedules;
  };
  /** Mails in the send queue, the oldest first, as they go out. */
  const mails = async () => {
    const { rows } = await centre.pool.query(
      "SELECT interaction_id AS id, sha256, to_list FROM deliveries ORDER BY place",
    );
    return Promise.all(
      rows.map(async ({ id, sha256, to_list: to }) => {
        const raw = Buffer.from(await centre.files.read(sha256)).toString();
        const [, table = ""] = /filename="?[^\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)--/.exec(raw) ?? [];
        return { id: String(id), to, raw, table: Buffer.from(table, "base64").toString() };
      }),
    );
  };
  return { ...day, ask, wanted, listed, mails };
}

test("a report goes out by mail at its hour, once, about the whole days before, and again the next day", async (t) => {
  const { centre, wanted, listed, mails, server } = await startMailing(t);
  await receive(centre);
  await readAndRoute(centre);
  const schedule = await wanted(daily);
  assert.deepEqual([schedule.nextAt, schedule.by, schedule.lastAt], ["2026-11-24T08:00:00.000Z", "sam", undefined]);
  await mailReports(centre.performing);
  assert.deepEqual(await mails(), []);
  centre.clock.advance(dayMs);
  // As two processes do, or one that died before it knew that it was done.
  await Promise.all([mailReports(centre.performing), mailReports(centre.performing)]);
  await mailReports(centre.performing);
  const [mail, ...others] = await mails();
  assert.ok(mail !== undefined && others.length === 0);
  assert.deepEqual(mail.to, ["boss@acme.test"]);
  assert.match(mail.raw, /^From: .*support@acme\.test/m);
  assert.match(mail.raw, /^Auto-Submitted: auto-generated/m);
  assert.match(mail.raw, /^Subject: volume: 2026-11-23/m);
  assert.match(mail.raw, /^received: 1\r\n/m);
  assert.match(mail.table, /^\ufeffqueue,received,accepted,answered,done,open\r\nsupport,1,/);
  const [after] = await listed();
  assert.deepEqual(
    [after?.nextAt, after?.lastAt?.slice(0, 10), after?.lastState, after?.lastProblem],
    ["2026-11-25T08:00:00.000Z", "2026-11-24", "waiting", undefined],
  );
  const peer = await startPeer(t, {});
  await sendingBy(centre, openTransport(t, peer.port)).round();
  assert.equal((await listed())[0]?.lastState, "sent");
  // Of days on which nothing ran none is missing.
  centre.clock.advance(2 * dayMs);
  for (let count = 0; count < 3; count++) await mailReports(centre.performing);
  assert.deepEqual(
    (await mails()).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]),
    ["volume: 2026-11-23", "volume: 2026-11-24", "volume: 2026-11-25"],
  );
  // It is nobody's work: agents neither read nor find it.
  const read = async (as: string) => (await server.ask({ path: `/api/v2/interactions/${mail.id}`, as })).status;
  assert.deepEqual([await read("alice"), await read("sam")], [404, 200]);
  for (const as of ["alice", "sam"]) {
    const found = await server.ask({ path: "/api/postroom/v1/search?q=volume", as });
    assert.deepEqual(found.json["rows"], [], found.text);
  }
});

test("one row for each e-mail, of a week or a month, with its filter and by the clocks of its zone", async (t) => {
  const { centre, wanted, mails } = await startMailing(t);
  await receive(centre, { headers: ["From: ann@customer.test", "To: support@acme.test", "Subject: Parcel"] });
  await readAndRoute(centre);
  const when = { every: "week", on: 1, hour: 0, timeZone: "Pacific/Kiritimati" };
  const { nextAt } = await wanted({ ...daily, report: "interactions", filter: { queue: "support" }, when });
  assert.equal(nextAt, "2026-11-29T10:00:00.000Z");
  await wanted({
    ...daily,
    report: "agents",
    filter: { interval: "day" },
    when: { ...daily.when, every: "month", on: 1 },
  });
  centre.clock.advance(9 * dayMs);
  await mailReports(centre.performing);
  const [each, agents] = await mails();
  assert.match(each?.raw ?? "", /^Subject: interactions: 2026-11-23 to 2026-11-29/m);
  assert.match(each?.table ?? "", /,Parcel,/);
  assert.match(agents?.raw ?? "", /^Subject: agents: 2026-11-01 to 2026-11-30/m);
  assert.match(agents?.table ?? "", /^\ufeffinterval,agent,accepted/);
});

test("whoever may read no reports any more sends none, and the schedule says why", async (t) => {
  const { centre, ask, wanted, listed, mails } = await startMailing(t);
  await wanted(daily);
  await centre.pool.query("UPDATE users SET roles = '{agent}' WHERE user_name = 'sam'");
  centre.clock.advance(dayMs);
  await mailReports(centre.performing);
  assert.deepEqual(await mails(), []);
  const [schedule] = await listed("root");
  assert.deepEqual(
    [schedule?.by, schedule?.lastState, schedule?.lastProblem, schedule?.nextAt],
    ["sam", "notMade", "whoever wanted it may not read reports any more", "2026-11-25T08:00:00.000Z"],
  );
  assert.equal((await ask("GET")).status, 403);
  assert.equal((await ask("DELETE", { id: schedule?.id }, "root")).status, 200);
  assert.deepEqual(await listed("root"), []);
});

test("no report goes out of the centre's own domains, and what is asked wrongly is named and changes nothing", async (t) => {
  const { ask, listed, wanted, server } = await startMailing(t);
  const wrong = async (body: object, as = "sam") => refusal(await ask("POST", { ...daily, ...body }, as));
  assert.equal(
    await wrong({ to: ["boss@acme.test", "me@elsewhere.test"] }),
    "10/400 $.to[1]: me@elsewhere.test: reports are sent only to the domains of the centre's mailboxes and agents, so that no figures leave it (acme.test)",
  );
  assert.match(
    await wrong({ to: ["help+a@acme.test"] }),
    /^10\/400 \$\.to\[0\]: help\+a@acme.test is a mailbox of the ce/,
  );
  assert.match(await wrong({ to: ["Boss <boss@acme.test>"] }), /^10\/400 \$\.to\[0\]: not an e-mail address/);
  assert.match(await wrong({ to: [] }), /^10\/400 \$\.to: /);
  assert.match(await wrong({ to: Array.from({ length: 11 }, (_, n) => `a${n}@acme.test`) }), /^10\/400 \$\.to: /);
  assert.match(await wrong({ report: "profit" }), /^10\/400 \$\.report/);
  assert.match(await wrong({ filter: { queue: "nowhere" } }), /^10\/400 \$\.filter\.queue: no such queue: nowhere/);
  assert.match(await wrong({ filter: { agent: "nobody" } }), /^10\/400 \$\.filter\.agent: no such user: nobody/);
  assert.match(
    await wrong({ report: "readiness", filter: { queue: "support" } }),
    /^10\/400 \$\.filter\.queue: the report/,
  );
  assert.match(await wrong({ when: { ...daily.when, hour: 24 } }), /^10\/400 \$\.when\.hour/);
  assert.match(await wrong({ when: { ...daily.when, every: "week" } }), /\$\.when\.on/);
  assert.match(
    await wrong({ when: { ...daily.when, timeZone: "Acme/Town" } }),
    /^10\/400 \$\.when\.timeZone: not a time/,
  );
  assert.match(await wrong({}, "alice"), /^5\/403 /);
  assert.deepEqual(await listed(), []);
  const { id } = await wanted(daily);
  assert.match(refusal(await ask("DELETE", { id: "x" })), /^6\/404 report schedule not found: x/);
  for (let count = 1; count < 20; count++) await wanted(daily);
  assert.match(await wrong({}), /^2\/409 .*there are 20 reports by mail already/);
  assert.equal(
    (await server.ask({ method: "DELETE", path: `/api/postroom/v1/report-schedules/${id}`, as: "sam" })).status,
    200,
  );
  assert.equal((await listed()).length, 19);
});
