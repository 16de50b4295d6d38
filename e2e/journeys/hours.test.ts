import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import test from "node:test";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { untilQuiet } from "../support/operator.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const dayMs = 86_400_000;
const names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const allDay = [{ from: "00:00", to: "24:00" }];
const always = Object.fromEntries(names.map((name) => [name, allDay]));

/** The day that a calendar with this offset shows now, as its beginning there, and as if it were UTC. */
const today = Math.floor(Date.now() / dayMs) * dayMs;
const aheadMs = 345 * 60_000;
const thereToday = Math.floor((Date.now() + aheadMs) / dayMs) * dayMs;
const nameOf = (day: number): string => names[new Date(day).getUTCDay()] ?? "";

/** Their hours are over, come the day after tomorrow, and are now; clocks in Nepal never change and are 5:45 ahead. */
const past = { [nameOf(today - dayMs)]: allDay };
const later = { timeZone: "Asia/Kathmandu", [nameOf(thereToday + 2 * dayMs)]: [{ from: "08:30", to: "12:00" }] };

const queue = (name: string, replySeconds: number, hours?: object) => ({
  name,
  sla: { replySeconds, targetPercent: 90 },
  ...(hours === undefined ? {} : { hours }),
});

/** With a mailbox for each. */
const teamOf = (...queues: readonly ReturnType<typeof queue>[]) =>
  acmeWith({}, { queues, mailboxes: queues.map(({ name }) => ({ address: `${name}@acme.test`, queue: name })) });

test("a promise counts the hours of its queue: when mail is due, what is overdue, and what was in time", async (t) => {
  const four = 4 * 3_600;
  const team = await writeTeam(
    t,
    await teamOf(
      ...[queue("past", four, past), queue("later", 2 * 3_600, later), queue("open", four, always)],
      ...[queue("without", four), queue("resting", 1, later), queue("busy", 1, always)],
    ),
  );
  const server = await startServer(t, { team });
  const sam = () => clientOf(server.ready().http, "sam");
  const mailTo = (name: string) => mailIn(t, server.ready().smtp, { to: `${name}@acme.test` });
  const emailOf = async (id: string) => Object((await sam().get(`/me/emails/${id}`)).body["email"]);
  const board = async () => (await sam().get("root:/api/postroom/v1/wallboard")).body;
  const queueOf = async (name: string) => {
    const row = Object((await board())["queues"]).find((one: { readonly name: string }) => one.name === name);
    return [row.level, row.waiting, row.slaBase, row.slaPercent];
  };
  const overdue = async (): Promise<readonly unknown[]> =>
    Object((await board())["attention"])
      .filter(({ kind }: { readonly kind: string }) => kind === "overdue")
      .map(({ queue: name, count }: { readonly queue: string; readonly count: number }) => [name, count]);

  await t.test("each mail says when", async () => {
    const ids = await Promise.all(["past", "later", "open", "without"].map(mailTo));
    await untilQuiet(sam());
    const [ofPast, ofLater, ofOpen, ofWithout] = await Promise.all(ids.map(emailOf));
    assert.equal(Date.parse(ofPast.slaDueAt), today + 6 * dayMs + four * 1_000);
    assert.equal(Date.parse(ofLater.slaDueAt), thereToday + 2 * dayMs + 10.5 * 3_600_000 - aheadMs);
    for (const email of [ofOpen, ofWithout]) {
      const received = Date.parse(email.receivedDate.replace(" ", "T").replace("+0000", "Z"));
      assert.equal(Date.parse(email.slaDueAt), received + four * 1_000);
    }
  });

  const done = await mailTo("resting");
  for (const name of ["resting", "busy", "busy"]) await mailTo(name);
  await untilQuiet(sam());

  await t.test("nothing is late where nobody works, and everything where somebody does", async () => {
    const completed = await sam().post(`/interactions/${done}`, { operationName: "Complete" });
    assert.equal(completed.status, 200, completed.text);
    await eventually(overdue, ([first]) => first !== undefined && Object(first)[1] === 2);
    assert.deepEqual(await overdue(), [["busy", 2]]);
    assert.deepEqual(await queueOf("busy"), ["late", 2, 2, 0]);
    assert.deepEqual(await queueOf("resting"), ["fine", 1, 1, 100]);
    assert.deepEqual([await queueOf("past"), await queueOf("later")], Array(2).fill(["fine", 1, 0, undefined]));
  });

  await t.test("other hours at the next start count for what waits", async () => {
    await server.stop();
    const changed = await teamOf(queue("resting", 1, always), queue("busy", 1, later), queue("past", four));
    await writeFile(team, JSON.stringify(changed));
    await server.restart();
    assert.deepEqual(await overdue(), [["resting", 1]]);
    assert.deepEqual(await queueOf("busy"), ["fine", 2, 0, undefined]);
    const [level, waiting, base] = await queueOf("resting");
    assert.deepEqual([level, waiting, base], ["late", 1, 2]);
  });

  await t.test("hours that never come are refused, by their name, and change nothing", async () => {
    const bad = await writeTeam(t, await teamOf(queue("busy", 1, { timeZone: "UTC" })));
    const anyPort = ["--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
    const beside = await runPostroom(["provision", bad, "--data", server.data]);
    const alone = await runPostroom(["serve", "--data", await temporaryFolder(t), ...anyPort, "--provision", bad]);
    for (const { code, stderr } of [beside, alone]) {
      assert.equal(code, 2, stderr);
      assert.match(stderr, /queues\[\d\]\.hours: nobody ever works: at least one day needs a span/);
    }
    assert.deepEqual(await overdue(), [["resting", 1]]);
  });
});
