import assert from "node:assert/strict";
import { test } from "node:test";
import { load, readAndRoute, receive } from "../../testing/agent-day.ts";
import type { Centre } from "../../testing/centre.ts";
import { refusal, startDay } from "./listening.fixture.ts";

const mail = async (centre: Centre, id: string, ...more: readonly string[]) => {
  const headers = ["From: ann@customer.test", "To: support@acme.test", "Subject: Order", `Message-ID: <${id}@c.test>`];
  const received = await receive(centre, { headers: [...headers, ...more] });
  await readAndRoute(centre);
  return received;
};

const rowsOf = async ({ pool }: Centre) => {
  const rows = async (text: string) => (await pool.query(text)).rows;
  return {
    threads: await rows("SELECT * FROM threads ORDER BY id"),
    participants: await rows("SELECT * FROM thread_participants ORDER BY thread_id, address"),
    ids: await rows("SELECT * FROM message_ids ORDER BY message_id, interaction_id"),
    interactions: await rows("SELECT id, thread_id FROM interactions ORDER BY id"),
  };
};

test("Split makes a thread of the chosen mails, later references follow them, and Join restores the same rows", async (t) => {
  const { centre, post, get } = await startDay(t);
  const first = await mail(centre, "a");
  const second = await mail(centre, "b", "In-Reply-To: <a@c.test>");
  const { thread } = await load(centre, first);
  const before = await rowsOf(centre);
  const split = await post("sam", `/ucs/threads/${thread}`, { operationName: "Split", ids: [second] });
  assert.deepEqual([split.status, split.json["statusCode"]], [200, 0]);
  const made = String(split.json["threadId"]);
  assert.deepEqual([(await load(centre, first)).thread, (await load(centre, second)).thread], [thread, made]);
  const undone = await post("sam", `/ucs/threads/${thread}`, { operationName: "Join", threadIds: [made] });
  assert.deepEqual([undone.status, undone.json["threadId"]], [200, thread]);
  assert.deepEqual(await rowsOf(centre), before);
  const again = await post("sam", `/ucs/threads/${thread}`, { operationName: "Split", ids: [second] });
  const third = await mail(centre, "c", "In-Reply-To: <b@c.test>");
  assert.equal((await load(centre, third)).thread, again.json["threadId"]);
  const audit = JSON.stringify((await get("root", "/audit?since=0&limit=1000")).json["audit"]);
  for (const name of ["Split", "Join"]) assert.match(audit, new RegExp(`"by":"sam","operation":"${name}"`));
});

test("threads are split and joined by supervisors only, and what is not there is refused", async (t) => {
  const { centre, post } = await startDay(t);
  const first = await mail(centre, "a");
  const other = await mail(centre, "x");
  const { thread } = await load(centre, first);
  const path = `/ucs/threads/${thread}`;
  const split = { operationName: "Split", ids: [first] };
  assert.match(refusal(await post("alice", path, split)), /^5\/403 /);
  assert.equal(refusal(await post("sam", "/ucs/threads/T0", split)), "6/404 thread not found: T0");
  assert.equal(
    refusal(await post("sam", path, { operationName: "Split", ids: [other] })),
    `6/404 interaction not found: ${other}`,
  );
  assert.match(refusal(await post("sam", path, split)), /^2\/409 .*nothing would be left/);
  assert.match(refusal(await post("sam", path, { operationName: "Join", threadIds: [thread] })), /^2\/400 /);
  assert.match(
    refusal(await post("sam", path, { operationName: "Join", threadIds: ["T0"] })),
    /^6\/404 thread not found/,
  );
  assert.match(refusal(await post("sam", path, { operationName: "Join", threadIds: [] })), /^10\/400 /);
});
