import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type JobResource, jobAnswer, jobFailuresAnswer, jobStartedAnswer } from "@postroom/contract/jobs";
import { listen } from "../support/cometd.ts";
import { eventually } from "../support/eventually.ts";
import { type Client, clientOf } from "../support/http.ts";
import { assertConsistent } from "../support/inspection.ts";
import { startMailSource } from "../support/mail-source.ts";
import { allInteractions, untilQuiet, wholeAudit } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const jobsPath = "root:/api/postroom/v1/jobs";
const topic = "/postroom/v1/me/jobs";
const mails = 300;

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

const does = async (client: Client, id: string, operationName: "Cancel" | "Undo"): Promise<void> => {
  const answer = await client.post(`${jobsPath}/${id}`, { operationName });
  assert.equal(answer.status, 200, answer.text);
};

test(`a supervisor has ${mails} e-mails moved, hears how far it is, and has it undone; a kill loses and doubles nothing`, async (t) => {
  const team = await writeTeam(t, await acmeWith({ requestRate: 1_000, requestBurst: 4_000 }));
  const server = await startServer(t, { team });
  const { http, smtp } = server.ready();
  const [sam, bob] = [clientOf(http, "sam"), clientOf(http, "bob")];
  const source = startMailSource(t, { address: smtp, connections: 8, letter: (n) => ({ subject: `Storm ${n}` }) });
  source.post(mails);
  await source.finished();
  await untilQuiet(sam, 60_000);
  const all = await allInteractions(sam, "", 1_000);
  assert.equal(all.length, mails);
  const spared = all[7]?.id ?? "";
  const selection = { query: "queue:support subject:storm", exceptIds: [spared] };
  const move = { action: "MoveToQueue", params: { queueName: "general", reason: "storm" }, selection };
  const inQueue = async (queue: string) => (await allInteractions(sam, `&queue=${queue}`, 1_000)).map(({ id }) => id);
  const listener = await listen(t, { http, userName: "sam", topics: [topic] });
  const others = await listen(t, { http, userName: "root", topics: [topic] });

  await t.test("progress is told to the one who asked, at most once a second and at the end", async () => {
    const job = await started(sam, move);
    assert.deepEqual([job.state, job.total], ["running", mails - 1]);
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
    assert.deepEqual(await inQueue("support"), [spared]);
    const rows = (await wholeAudit(sam)).filter(({ operation }) => operation === "MoveToQueue");
    assert.equal(rows.length, mails - 1);
    assert.ok(rows.every(({ by, why }) => by === "sam" && why === "storm"));
  });

  await t.test("killed in the middle of the undoing it goes on, and what has moved on is left alone", async () => {
    const { jobs } = Object((await sam.get("root:/api/postroom/v1/me/snapshot")).body);
    const { id } = jobs[0];
    const moved = all[20]?.id ?? "";
    assert.equal((await sam.post(`/interactions/${moved}`, { operationName: "Take" })).status, 200);
    await does(sam, id, "Undo");
    await untilJob(sam, id, ({ undone }) => undone > 20);
    const begun = performance.now();
    assert.equal((await bob.get("/me")).status, 200);
    const answeredMs = performance.now() - begun;
    assert.ok(answeredMs < 2_000, `somebody else was answered after ${answeredMs} ms`);
    await server.kill();
    await server.restart();
    const undone = await untilJob(sam, id, ({ state }) => state === "undone");
    assert.deepEqual([undone.done, undone.undone, undone.failed], [mails - 1, mails - 2, 0]);
    const { failures } = jobFailuresAnswer.parse((await sam.get(`${jobsPath}/${id}/failures`)).body);
    assert.deepEqual(
      failures.map((one) => [one.interactionId, one.statusCode, one.undoing]),
      [[moved, 2, true]],
    );
    assert.equal((await inQueue("support")).filter((one) => one !== moved).length, mails - 1);
    await sam.post(`/interactions/${moved}`, { operationName: "MoveToQueue", queueName: "support" });
  });

  await t.test("killed in the middle it does each e-mail once and forgets none, and names what failed", async () => {
    const since = (await wholeAudit(sam)).length;
    const ids = all.slice(0, 150).map(({ id }) => id);
    const job = await started(sam, { ...move, selection: { ids: [...ids, "NOSUCH"] } });
    await untilJob(sam, job.id, ({ done }) => done > 20);
    await server.kill();
    await server.restart();
    const { done, failed } = await untilJob(sam, job.id, ({ state }) => state === "done");
    assert.deepEqual([done, failed], [ids.length, 1]);
    const { failures } = jobFailuresAnswer.parse((await sam.get(`${jobsPath}/${job.id}/failures`)).body);
    const said = failures.map((one) => [one.interactionId, one.statusMessage]);
    assert.deepEqual(said, [["NOSUCH", "interaction not found: NOSUCH"]]);
    await untilQuiet(sam);
    const moves = (await wholeAudit(sam, since)).filter(({ operation }) => operation === "MoveToQueue");
    assert.deepEqual(moves.map((row) => row.interactionId).toSorted(), ids.toSorted());
    assert.deepEqual((await inQueue("general")).toSorted(), ids.toSorted());
  });

  await t.test("a job that is cancelled leaves what is not done", async () => {
    const before = (await inQueue("support")).length;
    const back = { ...move, params: { queueName: "support" }, selection: { query: "queue:general" } };
    const job = await started(sam, back);
    await does(sam, job.id, "Cancel");
    const cancelled = await readJob(sam, job.id);
    assert.equal(cancelled.state, "cancelled");
    await pause(300);
    assert.deepEqual(await readJob(sam, job.id), cancelled);
    assert.equal((await inQueue("support")).length, before + cancelled.done);
  });
  await assertConsistent(server);
});
