import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type HistoryRow, historyAnswer } from "@postroom/contract";
import { type Agent, startAgent } from "../support/agent.ts";
import { listen } from "../support/cometd.ts";
import { type Release, releases } from "../support/cometd-releases.ts";
import { type Dialect, dialectA, dialectB } from "../support/dialect.ts";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { type Client, clientOf, logIn } from "../support/http.ts";
import { assertConsistent, untilQuiet } from "../support/inspection.ts";
import { type LossyProxy, startLossyProxy } from "../support/lossy-proxy.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const rounds = { beforeRestart: 2, afterRestart: 1 };
/** How many e-mails an agent has at the same time; with POSTROOM_FAULTS=full as many as a release must show: 20 in all. */
const atOnce = isFull ? 5 : 3;
const mailsEach = (rounds.beforeRestart + 1 + rounds.afterRestart) * atOnce;

/** An agent with one release of the client, and a mailbox that only they serve. */
type Desk = {
  readonly release: Release;
  readonly agent: Agent;
  readonly dialect: Dialect;
  readonly proxy: LossyProxy;
  readonly post: () => Promise<readonly string[]>;
  readonly drafts: string[];
  readonly mails: string[];
};

const people = [
  { userName: "dora", dialect: dialectA },
  { userName: "emil", dialect: dialectB },
  { userName: "fay", dialect: dialectA },
] as const;

test(`a day of ${mailsEach} e-mails with each release of the official client, over cut connections and a killed server: every change is told once and in order`, async (t) => {
  const sink = await startSink(t);
  const server = await startServer(t, { team: await writeTeam(t, await team()), relay: sink.url });
  const { http, smtp } = server.ready();
  const desks = await Promise.all(releases.map((release, index) => startDesk(t, { release, index, http, smtp })));

  await each(desks, (desk) => work(desk, rounds.beforeRestart));
  const held = await each(desks, async (desk) => take(desk, await desk.post()));
  await server.kill();
  await server.restart();
  await each(desks, ({ agent: { listener } }) =>
    eventually(
      async () => listener.subscriptions(),
      (count) => count === 2,
      30_000,
    ),
  );
  await each(desks, (desk, index) => finish(desk, held[index] ?? []));
  await each(desks, (desk) => work(desk, rounds.afterRestart));
  await untilQuiet(http);

  const sam = clientOf(http, "sam");
  for (const desk of desks) {
    await assertTold(desk, sam);
    assert.equal(desk.agent.listener.handshakes(), 2, `${desk.release.name}: no session was lost but by the restart`);
    assert.deepEqual(desk.proxy.counts(), { cut: 6, lost: 3 }, desk.release.name);
  }
  assert.equal(sink.mails.length, desks.length * mailsEach);
  await assertConsistent(server);
});

test("a client whose socket nobody answers hears again as soon as the server is back, however that ended", async (t) => {
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({ bayeuxHandshakeSpread: 0 })) });
  const { http } = server.ready();
  const topic = "/v2/me/channels";
  const listeners = await each(releases, (release) =>
    listen(t, { http, userName: "alice", topics: [topic], transport: "either", release }),
  );
  const alice = clientOf(http, "alice");
  for (const [round, end] of [server.stop, server.kill].entries()) {
    await end();
    await server.restart();
    for (const [index, listener] of listeners.entries()) {
      const name = `${releases[index]?.name}, round ${round}`;
      await eventually(
        async () => [name, listener.subscriptions()],
        ([, count]) => count === round + 2,
      );
      listener.forget();
    }
    await logIn(alice);
    await each(listeners, (listener) => listener.until(({ channel }) => channel === topic));
  }
});

const each = <Given, Value>(
  all: readonly Given[],
  does: (one: Given, index: number) => Promise<Value>,
): Promise<readonly Value[]> => Promise.all(all.map(does));

/** For each of the people a skill, a queue and a mailbox. */
function team() {
  const names = people.map(({ userName }) => userName);
  return acmeWith(
    { bayeuxHandshakeSpread: 0, requestRate: 1_000, requestBurst: 4_000, longPollTimeout: 5 },
    {
      skills: names,
      agents: names.map((userName) => ({
        ...{ userName, password: `${userName}-demo-1`, emailAddress: `${userName}@acme.test`, roles: ["agent"] },
        ...{ skills: { [userName]: 5 }, capacity: { email: atOnce * 2 } }, // Drafts count, too.
      })),
      queues: names.map((name) => ({ name, routing: { skills: `${name} >= 1` } })),
      mailboxes: names.map((name) => ({ address: `box-${name}@acme.test`, name, queue: name })),
    },
  );
}

async function startDesk(
  t: TestContext,
  given: { readonly release: Release; readonly index: number; readonly http: string; readonly smtp: string },
): Promise<Desk> {
  const { release, index, http, smtp } = given;
  const { userName, dialect } = people[index] ?? people[0];
  const proxy = await startLossyProxy(t, http);
  const agent = await startAgent(t, { http, listensAt: proxy.http, userName, dialect, release, isReady: true });
  const mails: string[] = [];
  const post = async (): Promise<readonly string[]> => {
    const to = `box-${userName}@acme.test`;
    const ids = await Promise.all(Array.from({ length: atOnce }, () => mailIn(t, smtp, { to })));
    mails.push(...ids);
    return ids;
  };
  return { release, agent, dialect, proxy, post, mails, drafts: [] };
}

/** In each round an answer is lost, and a held connect is cut twice. */
async function work(desk: Desk, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    desk.proxy.loseNextMessage();
    const held = await take(desk, await desk.post());
    await desk.proxy.cutHeld();
    await finish(desk, held);
    await desk.proxy.cutHeld();
  }
}

/** Accepts and begins an answer to each. Value: the originals with their drafts. */
function take(desk: Desk, ids: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const { agent, dialect, drafts } = desk;
  return each(ids, async (id) => {
    await agent.hears(id, "Invited");
    await agent.does(id, "Accept");
    await agent.hears(id, "Processing");
    const { replyInteractionId } = await agent.does(id, "Reply", { subjectPrefix: "Re: ", quoteOriginal: true });
    const draft = String(replyInteractionId);
    drafts.push(draft);
    await agent.hears(draft, dialect.words.draft);
    return [id, draft];
  });
}

async function finish(desk: Desk, held: readonly (readonly [string, string])[]): Promise<void> {
  const { agent, dialect } = desk;
  await each(held, async ([id, draft]) => {
    await agent.does(draft, "Send", { [dialect.container]: { text: "Tomorrow." } });
    await agent.hears(draft, "Sent");
    await agent.does(id, "Complete");
    await agent.hears(id, "Completed");
  });
}

/** What was told of each e-mail is its history, as far as the agent had it or lost it: nothing missing, nothing twice, in order. */
async function assertTold({ release, agent, dialect, mails, drafts }: Desk, sam: Client): Promise<void> {
  const told = agent.listener.heard.map(({ data }) => dialect.told(data));
  assert.equal(mails.length, mailsEach);
  assert.deepEqual(new Set(told.map(({ id }) => id)), new Set([...mails, ...drafts]));
  for (const id of [...mails, ...drafts]) {
    const own = told.filter((one) => one.id === id).map(({ version, state }) => [version, state]);
    const expected = (await historyOf(sam, id))
      .filter(({ from, to }) => from?.holder !== undefined || to.holder !== undefined)
      .map(({ version, to }) => [version, to.state === "Composing" ? dialect.words.draft : to.state]);
    assert.deepEqual(own, expected, `${release.name}: ${id}`);
  }
}

async function historyOf(client: Client, id: string): Promise<readonly HistoryRow[]> {
  const { status, body, text } = await client.get(`/interactions/${id}/history`);
  assert.equal(status, 200, text);
  return historyAnswer.parse(body).history;
}
