import assert from "node:assert/strict";
import test from "node:test";
import { simpleParser } from "mailparser";
import { type Agent, startAgent } from "../support/agent.ts";
import { dialectA, dialectB } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { accepted, letter, type WrittenLetter } from "../support/mail.ts";
import { allInteractions, untilQuiet, wholeAudit } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

// POSTROOM_FAULTS=full runs it with the hundred mails that a release must show.
const mailCount = isFull ? 100 : 40;
const connections = 10;

/** A mail as its writer knows it. */
type Written = WrittenLetter & { readonly id: string; readonly from: string; readonly subject: string };

test(`${mailCount} mails, three agents: each is offered, accepted, answered and sent once`, async (t) => {
  const sink = await startSink(t);
  const carla = { userName: "carla", password: "carla-demo-1", skills: { English: 4 }, capacity: { email: 3 } };
  const team = await writeTeam(t, await acmeWith({}, { agents: [carla] }));
  const server = await startServer(t, { team, relay: sink.url });
  const { http, smtp } = server.ready();
  const agents = await Promise.all([
    startAgent(t, { http, userName: "alice", dialect: dialectA, transport: "long-polling", isReady: true }),
    startAgent(t, { http, userName: "bob", dialect: dialectB, transport: "websocket", isReady: true }),
    startAgent(t, { http, userName: "carla", dialect: dialectB, transport: "long-polling", isReady: true }),
  ]);
  const begin = performance.now();

  const days = agents.map(beginDay);
  const lanes = Array.from({ length: connections }, (_, lane) => lane);
  const written: Written[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let number = lane; number < mailCount; number += connections) written.push(await write(number));
    }),
  );
  const receivedMs = performance.now() - begin;
  const finished = await Promise.race([sink.until(mailCount, 60_000), ...days.map(({ failed }) => failed)]);
  await Promise.all(days.flatMap(({ jobs }) => jobs));
  const sam = clientOf(http, "sam");
  await untilQuiet(sam);
  const totalMs = performance.now() - begin;
  t.diagnostic(
    `${mailCount} mails received after ${Math.round(receivedMs)} ms, all answered, sent and quiet after ${Math.round(totalMs)} ms`,
  );

  assert.equal(finished.length, mailCount, "none doubled");
  const answered = days.flatMap(({ offered }) => offered);
  assert.deepEqual(answered.toSorted(), written.map(({ id }) => id).toSorted(), "each offered once");
  for (const { offered } of days) assert.ok(offered.length > 0, "everybody had work");
  await assertSunk(written, sink.mails);
  await assertStored(written);
  assert.ok((await wholeAudit(sam)).length >= mailCount * 7);

  async function write(number: number): Promise<Written> {
    const from = `customer${number}@customer.test`;
    const subject = `Order ${4000 + number}`;
    const { raw, messageId } = letter({ from, subject, headers: [], text: `Where is number ${number}?` });
    const id = accepted(await sendMail(t, smtp, { from, to: ["support@acme.test"], raw }));
    return { id, raw, messageId, from, subject };
  }

  async function assertStored(mails: readonly Written[]): Promise<void> {
    const rows = await allInteractions(sam, "", 50);
    assert.equal(rows.length, 2 * mailCount);
    const originals = new Map(mails.map(({ id, messageId }) => [id, messageId]));
    for (const row of rows) {
      const isOriginal = originals.has(row.id);
      assert.equal(row.state, isOriginal ? "Completed" : "Sent");
      if (isOriginal) assert.equal(row.messageId, originals.get(row.id));
      else assert.ok(originals.delete(row.parentInteractionId ?? ""), "one answer for each");
    }
  }
});

/** Accepts, replies, sends and completes as the offers are heard. */
function beginDay(agent: Agent, index: number) {
  const offered: string[] = [];
  const jobs: Promise<void>[] = [];
  const failure = Promise.withResolvers<never>();
  const dialect = index === 0 ? dialectA : dialectB;
  agent.listener.each(({ channel, data }) => {
    if (channel !== dialect.topic) return;
    const { id, state } = dialect.told(data);
    if (state !== "Invited") return;
    offered.push(id);
    const job = answer(agent, id);
    jobs.push(job);
    job.catch(failure.reject);
  });
  return { offered, jobs, failed: failure.promise };
}

async function answer({ does }: Agent, id: string): Promise<void> {
  await does(id, "Accept");
  const { replyInteractionId } = await does(id, "Reply", { subjectPrefix: "Re: ", quoteOriginal: true });
  await does(String(replyInteractionId), "Send", { email: { bodyAsPlainText: `About ${id}: tomorrow.` } });
  await does(id, "Complete");
}

async function assertSunk(
  written: readonly Written[],
  sunk: readonly { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }[],
): Promise<void> {
  const byMessageId = new Map(written.map((one) => [one.messageId, one]));
  const sent = new Set<string>();
  for (const { from, to, raw } of sunk) {
    const mail = await simpleParser(raw);
    const original = byMessageId.get(mail.inReplyTo ?? "");
    assert.ok(original !== undefined && byMessageId.delete(original.messageId), "one answer to one mail");
    assert.deepEqual([to, mail.subject], [[original.from], `Re: ${original.subject}`]);
    assert.match(from, /^support(\+b\.[^@]+)?@acme\.test$/);
    assert.deepEqual([mail.references].flat(), [original.messageId]);
    assert.equal(mail.text?.trimEnd(), `About ${original.id}: tomorrow.`);
    sent.add(mail.messageId ?? "");
  }
  assert.equal(sent.size, written.length, "Message-IDs are distinct");
}
