import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type JobResource, jobAnswer, jobFailuresAnswer, jobStartedAnswer } from "@postroom/contract/jobs";
import { listen } from "../support/cometd.ts";
import { eventually } from "../support/eventually.ts";
import { type Client, clientOf } from "../support/http.ts";
import { assertConsistent } from "../support/inspection.ts";
import { letter } from "../support/mail.ts";
import { allInteractions, untilQuiet, wholeAudit } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const jobsPath = "root:/api/postroom/v1/jobs";
const topic = "/postroom/v1/me/jobs";
const moved = 300;
const spared = 60;
/** Each makes an e-mail of its own of the same mail: a storm costs little. */
const mailboxes = Array.from({ length: 36 }, (_, index) => ({
  ...{ address: `storm${index}@acme.test`, name: `Storm ${index}`, queue: "support" },
}));

/** Starts a job as this client's user; the server's first answer. */
async function started(client: Client, body: object): Promise<JobResource> {
  const answer = await client.post(jobsPath, body);
  assert.equal(answer.status, 200, answer.text);
  const { job } = jobStartedAnswer.parse(answer.body);
  assert.ok("id" in job, answer.text);
  return job;
}

const readJob = async (client: Client, id: string): Promise<JobResource> =>
  jobAnswer.parse((await client.get(`${jobsPath}/${id}`)).body).job;

const untilJob = (client: Client, id: string, suits: (job: JobResource) => boolean): Promise<JobResource> =>
  eventually(() => readJob(client, id), suits, 30_000);

async function failuresOf(client: Client, id: string) {
  const { failures } = jobFailuresAnswer.parse((await client.get(`${jobsPath}/${id}/failures`)).body);
  return failures.map((one) => [one.interactionId, one.statusMessage, one.undoing]);
}

const does = async (client: Client, id: string, operationName: "Cancel" | "Undo"): Promise<void> => {
  const answer = await client.post(`${jobsPath}/${id}`, { operationName });
  assert.equal(answer.status, 200, answer.text);
};

test(`a supervisor has ${moved} e-mails moved, hears how far it is, and has it undone; a kill loses and doubles nothing`, async (t) => {
  const team = await writeTeam(t, await acmeWith({ requestRate: 1_000, requestBurst: 4_000 }, { mailboxes }));
  const server = await startServer(t, { team });
  const { http, smtp } = server.ready();
  const [sam, bob] = [clientOf(http, "sam"), clientOf(http, "bob")];
  const to = mailboxes.map(({ address }) => address);
  for (let storm = 1; storm <= (moved + spared) / mailboxes.length; storm += 1) {
    const { raw } = letter({ subject: `Storm ${storm}` });
    assert.equal((await sendMail(t, smtp, { from: "ann@customer.test", to, raw })).code, 250);
  }
  await untilQuiet(sam, 60_000);
  const all = (await allInteractions(sam, "", 1_000)).map(({ id }) => id);
  assert.equal(all.length, moved + spared);
  const exceptIds = all.slice(0, spared);
  const selection = { query: "queue:support subject:storm", exceptIds };
  const move = { action: "MoveToQueue", params: { queueName: "general", reason: "storm" }, selection };
  const inQueue = async (queue: string) => (await allInteractions(sam, `&queue=${queue}`, 1_000)).map(({ id }) => id);
  const listener = await listen(t, { http, userName: "sam", topics: [topic] });
  const others = await listen(t, { http, userName: "root", topics: [topic] });

  await t.test("progress is told to the one who asked, at most once a second and at the end", async () => {
    const job = await started(sam, move);
    assert.deepEqual([job.state, job.total], ["running", moved]);
    assert.equal((await sam.get("root:/health/quiet")).status, 409);
    const last = await listener.until(({ data }) => Object(data["job"]).state === "done", 30_000);
    assert.deepEqual(last.data["job"], await readJob(sam, job.id));
    const told = listener.heard.map(({ data }) => Object(data["job"]));
    assert.ok(
      told.every((one, index) => one.id === job.id && one.version > (told[index - 1]?.version ?? 0)),
      JSON.stringify(told),
    );
    const seconds = (Date.parse(told.at(-1).endedAt) - Date.parse(job.createdAt)) / 1_000;
    assert.ok(told.length <= Math.floor(seconds) + 2, `${told.length} messages in ${seconds} s`);
    assert.deepEqual(others.heard, []);
    assert.deepEqual((await inQueue("support")).toSorted(), exceptIds.toSorted());
    const rows = (await wholeAudit(sam)).filter(({ operation }) => operation === "MoveToQueue");
    assert.equal(rows.length, moved);
    assert.ok(rows.every(({ by, why }) => by === "sam" && why === "storm"));
  });

  await t.test(
    "killed in the middle, a job and the undoing of another forget nothing and do nothing twice",
    async () => {
      const { jobs } = Object((await sam.get("root:/api/postroom/v1/me/snapshot")).body);
      const { id } = jobs[0];
      const [onItsWay = ""] = all.slice(-1);
      assert.equal((await sam.post(`/interactions/${onItsWay}`, { operationName: "Take" })).status, 200);
      const since = (await wholeAudit(sam)).length;
      await does(sam, id, "Undo");
      const other = await started(sam, { ...move, selection: { ids: [...exceptIds, "NOSUCH"] } });
      await untilJob(sam, other.id, ({ done }) => done > 5);
      const begun = performance.now();
      assert.equal((await bob.get("/me")).status, 200);
      const answeredMs = performance.now() - begun;
      assert.ok(answeredMs < 2_000, `somebody else was answered after ${answeredMs} ms`);
      await server.kill();
      await server.restart();

      const undone = await untilJob(sam, id, ({ state }) => state === "undone");
      assert.deepEqual([undone.done, undone.undone, undone.failed], [moved, moved - 1, 0]);
      assert.deepEqual(await failuresOf(sam, id), [
        [onItsWay, "Undo is not possible: it has moved on meanwhile", true],
      ]);
      const done = await untilJob(sam, other.id, ({ state }) => state === "done");
      assert.deepEqual([done.done, done.failed], [spared, 1]);
      assert.deepEqual(await failuresOf(sam, other.id), [["NOSUCH", "interaction not found: NOSUCH", undefined]]);
      await untilQuiet(sam);
      const rows = await wholeAudit(sam, since);
      const each = (operation: string) =>
        rows.flatMap((row) => (row.operation === operation ? [row.interactionId] : [])).toSorted();
      assert.deepEqual(each("PutBack"), all.slice(spared, -1).toSorted());
      assert.deepEqual(each("MoveToQueue"), exceptIds.toSorted());
      assert.deepEqual((await inQueue("support")).toSorted(), all.slice(spared, -1).toSorted());
    },
  );

  await t.test("a job that is cancelled leaves what is not done", async () => {
    const before = (await inQueue("support")).length;
    const job = await started(sam, { ...move, selection: { query: "queue:support state:queued" } });
    await does(sam, job.id, "Cancel");
    const cancelled = await readJob(sam, job.id);
    assert.equal(cancelled.state, "cancelled");
    await pause(300);
    assert.deepEqual(await readJob(sam, job.id), cancelled);
    assert.equal((await inQueue("support")).length, before - cancelled.done);
  });
  await assertConsistent(server);
});
