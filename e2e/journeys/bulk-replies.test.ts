import assert from "node:assert/strict";
import test from "node:test";
import { type JobResource, jobAnswer, jobStartedAnswer } from "@postroom/contract/jobs";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { assertConsistent, deliveryOf } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions, untilQuiet } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const jobsPath = "root:/api/postroom/v1/jobs";
const mails = 30;

test(`${mails} e-mails are answered by one job; killed while it writes and while they go, each goes once and none is lost`, async (t) => {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ requestRate: 1_000, requestBurst: 4_000, bulkReplyHoldSeconds: 3 }));
  const server = await startServer(t, { team, relay: sink.url });
  const { http, smtp } = server.ready();
  const sam = clientOf(http, "sam");
  const people = Array.from({ length: mails }, (_, at) => `ann${at}@customer.test`);
  const received = await Promise.all(people.map((from) => mailIn(t, smtp, { from, subject: "Storm", headers: [] })));
  await untilQuiet(sam, 60_000);
  const read = async (id: string): Promise<JobResource> =>
    jobAnswer.parse((await sam.get(`${jobsPath}/${id}`)).body).job;

  const params = { html: "<p>Dear &lt;$ Contact.FullName $&gt;, it is on its way.</p>" };
  const answer = await sam.post(jobsPath, { action: "Reply", params, selection: { query: "queue:support" } });
  assert.equal(answer.status, 200, answer.text);
  const { job } = jobStartedAnswer.parse(answer.body);
  assert.ok("id" in job, answer.text);
  const begun = await eventually(
    () => read(job.id),
    ({ done }) => done > 3,
    30_000,
  );
  assert.ok(begun.done < mails, "it was quicker than the kill");
  assert.equal(sink.mails.length, 0);
  await server.kill();
  await server.restart();
  await sink.until(5, 30_000);
  await server.kill();
  const before = sink.mails.length;
  assert.ok(before < mails, "all had gone before the kill");
  await server.restart();

  await untilQuiet(sam, 60_000).catch(() => undefined);
  const over = await eventually(
    () => read(job.id),
    ({ state, held }) => state === "done" && held === 0,
    60_000,
  );
  assert.deepEqual([over.done, over.failed, over.undoable], [mails, 0, false]);
  const outgoing = (await allInteractions(sam, "", 1_000)).filter(
    ({ interactionSubType }) => interactionSubType === "OutboundReply",
  );
  assert.equal(outgoing.length, mails, "one answer for each");
  const settled = await eventually(
    () => Promise.all(outgoing.map(({ id }) => deliveryOf(sam, id))),
    (all) => all.every(({ state }) => state === "sent" || state === "unknown"),
    60_000,
  );
  const got = sink.mails.flatMap(({ to }) => to);
  assert.equal(new Set(got).size, got.length, "nobody got two");
  // Where the kill came between the last byte and its answer, nobody knows, and the server says so.
  const sent = settled.filter(({ state }) => state === "sent").length;
  assert.ok(sent <= got.length && got.length <= mails, `${sent} said to be sent, ${got.length} arrived`);
  assert.deepEqual(
    got.filter((one) => !people.includes(one)),
    [],
  );
  assert.ok(settled.length - sent <= 5, "no more are unknown than were on their way");
  const parents = await Promise.all(received.map(async (id) => (await sam.get(`/interactions/${id}`)).text));
  assert.ok(parents.every((text) => text.includes('"Completed"')));
  await assertConsistent(server);
});
