import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertConsistent } from "../support/inspection.ts";
import { letter } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { type Sink, type SunkMail, startSink } from "../support/sink.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

// POSTROOM_FAULTS=full: ten minutes. Without it: long enough for hundreds of answers, were they given.
const runMs = isFull ? 600_000 : 8_000;
/** The robot answers what it gets, and says that it is away every so often all the same. */
const nagMs = 500;

const ours = "support@acme.test";
const theirs = "help@other.test";
const robot = "away@robot.test";

/** What a mail says of itself that an automatic answer could be recognised by. */
const marks =
  /^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Postroom-Loop|Precedence|Received|Message-ID|In-Reply-To|References|Return-Path):.*\r\n(?:[ \t].*\r\n)*/gim;

test("two centres and an out-of-office robot answer each other, every mark taken away: automatic mail stops within the limits", {
  timeout: runMs + 120_000,
}, async (t) => {
  const [one, other] = await Promise.all([startCentre(t, ours), startCentre(t, theirs)]);
  const mail = (to: string, from: string) =>
    handIn(t, to === ours ? one.server : other.server, { from, to, raw: letter({ from, to, headers: [] }).raw });
  await mail(ours, theirs);
  await mail(ours, robot);
  await mail(theirs, robot);
  for (const { sink } of [one, other]) await sink.until(1, 60_000);
  const post = [new Carrier(one.sink), new Carrier(other.sink)];
  const endsAt = Date.now() + runMs;
  for (let round = 1; Date.now() < endsAt; round++) {
    for (const taken of post.flatMap((carrier) => carrier.take())) await carry(t, taken, { one, other });
    await mail(round % 2 === 0 ? ours : theirs, robot);
    await new Promise((resolve) => setTimeout(resolve, nagMs));
  }
  const windows = Math.ceil(runMs / 600_000);
  for (const { server, sink, partners } of [one, other]) {
    const sent = Map.groupBy(sink.mails, ({ to }) => to.join());
    const counts = Object.fromEntries([...sent].map(([to, mails]) => [to, mails.length]));
    t.diagnostic(`${sink.mails.length} automatic mails in ${runMs / 1_000} s: ${JSON.stringify(counts)}`);
    // One in ten minutes for each who writes; a window may begin before the first and end after the last.
    for (const to of partners) assert.ok((counts[to] ?? 0) >= 1 && (counts[to] ?? 0) <= windows + 1, to);
    assert.deepEqual(Object.keys(counts).sort(), [...partners].sort());
    const sam = clientOf(server.ready().http, "sam");
    const received = (await allInteractions(sam)).filter(({ queue }) => queue === "support");
    assert.ok(received.length > windows * 4, `${received.length} mails lie there to be read by people`);
    await assertConsistent(server);
  }
});

type Centre = { readonly server: RunningServer; readonly sink: Sink; readonly partners: readonly string[] };

/** A centre that acknowledges whatever comes, also from senders who prove nothing. */
async function startCentre(t: TestContext, address: string): Promise<Centre> {
  const sink = await startSink(t);
  const acme = await acmeWith({ requestRate: 1_000, requestBurst: 4_000 });
  const body = "<p>Thank you, we have your mail.</p>";
  const received = { category: "Automatic", name: "received", language: "en", subject: "We have your mail", body };
  const team = {
    ...acme,
    mailboxes: [{ address, queue: "support", acknowledgement: { response: "received", unauthenticated: true } }],
    standardResponses: [received],
  };
  const server = await startServer(t, { team: await writeTeam(t, team), relay: sink.url });
  return { server, sink, partners: [address === ours ? theirs : ours, robot] };
}

/** Gives each mail of a sink once. */
class Carrier {
  readonly #sink: Sink;
  #given = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  take(): readonly SunkMail[] {
    const fresh = this.#sink.mails.slice(this.#given);
    this.#given += fresh.length;
    return fresh;
  }
}

/** Brings a mail where it is addressed to, its sender in the envelope as a person's would be; the robot answers at once. */
async function carry(
  t: TestContext,
  { to, raw }: SunkMail,
  { one, other }: { readonly one: Centre; readonly other: Centre },
): Promise<void> {
  const text = raw.toString("latin1");
  const from = /^From:.*?([^\s<>]+@[^\s<>]+)/m.exec(text)?.[1] ?? "";
  const [recipient = ""] = to;
  const servers = new Map([
    [ours, one.server],
    [theirs, other.server],
  ]);
  const stripped = text.replace(marks, "");
  const there = servers.get(recipient);
  if (there !== undefined) return handIn(t, there, { from, to: recipient, raw: stripped });
  assert.equal(recipient, robot);
  const answered = servers.get(from);
  assert.ok(answered !== undefined, from);
  const away = letter({ from: robot, to: from, subject: "Out of office", text: "I am away.", headers: [] }).raw;
  return handIn(t, answered, { from: robot, to: from, raw: away.replace(marks, "") });
}

async function handIn(
  t: TestContext,
  server: RunningServer,
  { from, to, raw }: { readonly from: string; readonly to: string; readonly raw: string },
): Promise<void> {
  const reply = await sendMail(t, server.ready().smtp, { from, to: [to], raw });
  assert.equal(reply.code, 250, reply.lines.join());
}
