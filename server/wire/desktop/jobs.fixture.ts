import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { jobAnswer, jobFailuresAnswer, jobStartedAnswer } from "@postroom/contract/jobs";
import { workOnJobs } from "../../loops/jobs.ts";
import { readPending } from "../../queries/health/quiet.ts";
import { load, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";
/** A job that moves what is selected into another queue. */
export const move = { action: "MoveToQueue", params: { queueName: "general", reason: "storm" } };

/** Mails that wait, the oldest first, and short ways to ask for jobs. */
export async function jobDesk(
  t: TestContext,
  { mails = 0, settings = {} }: { mails?: number; settings?: object } = {},
) {
  const day = await startDay(t, { file: { ...acme, settings } });
  const { server, centre } = day;
  const ids: string[] = [];
  for (let number = 1; number <= mails; number += 1) {
    const headers = ["From: ann@customer.test", "To: support@acme.test", `Subject: Storm ${number}`];
    ids.push(await receive(centre, { headers: [...headers, `Message-ID: <s${number}@customer.test>`] }));
    centre.clock.advance(10);
  }
  await readAndRoute(centre);
  const ask = (as: string, path: string, body?: object) =>
    server.ask({ as, path: `${base}${path}`, ...(body === undefined ? {} : { method: "POST", body }) });
  const start = async (body: object, as = "sam"): Promise<Shown> => {
    const answer = await ask(as, "/jobs", body);
    assert.equal(answer.status, 200, answer.text);
    jobStartedAnswer.parse(answer.json);
    return answer.json["job"];
  };
  const read = async (id: string, as = "sam"): Promise<Shown> =>
    jobAnswer.parse((await ask(as, `/jobs/${id}`)).json).job;
  const failures = async (id: string, as = "sam") =>
    jobFailuresAnswer.parse((await ask(as, `/jobs/${id}/failures`)).json).failures;
  const worked = async () => {
    while (await workOnJobs({ performing: centre.performing, owner: "here" }));
  };
  const pending = async () =>
    (await readPending(centre.performing.store, { notifiedPosition: 0, hasRelay: false })).jobs;
  const queues = async () => Promise.all(ids.map(async (id) => (await load(centre, id)).queue));
  const queueNamed = async (name: string) =>
    (await centre.performing.store.read((reading) => reading.centre.queueNamed(name)))?.id;
  return { ...day, ids, ask, start, read, failures, worked, pending, queues, queueNamed };
}
