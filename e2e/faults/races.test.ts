import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isFull } from "../support/full.ts";
import { type Answer, type Client, clientOf, logIn } from "../support/http.ts";
import { assertAudited, assertConsistent, auditTrail, deliveryOf, untilQuiet } from "../support/inspection.ts";
import { type Deed, notLinear, type Possible } from "../support/linear.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { randomFrom } from "../support/random.ts";
import { header } from "../support/reckoning.ts";
import type { RunningServer } from "../support/server.ts";
import { startSeveral } from "../support/several.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

// reliability.md 6, "races". POSTROOM_FAULTS=full runs at the size that a release must show, with a process that is killed and one that freezes.
// POSTROOM_FAULTS_SEED=<number> repeats what the agents choose, as far as the machine agrees.

const size = isFull
  ? { processes: 3, agents: 200, mails: 300, races: 50_000 }
  : { processes: 2, agents: 6, mails: 9, races: 100 };
/** Longer than a lease. */
const frozenMs = 20_000;
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);
const settings = {
  ...{ invitationTimeout: 1, afterRejectPause: 0, maxExpiredInvitations: 1_000_000 },
  ...{ requestRate: 1_000, requestBurst: 4_000, sendRetry: [1, 1, 1, 1, 1, 1] },
};

/** What an agent's request needs, of the rows that nobody else's may stand in between. */
const possible: Possible = (operation, by, { state, holder }) => {
  if (operation === "MoveToQueue") return state !== "Queued";
  if (operation === "Send") return state === "Composing" && holder === by;
  if (operation === "Accept" || operation === "Reject") return state === "Invited" && holder === by;
  return state === "Processing" && holder === by;
};

type Asked = {
  readonly id: string;
  readonly operationName: string;
  readonly parameters?: object;
  /** The agent's own unless given. */
  readonly list?: string;
};

test(`${size.agents} agents at ${size.processes} processes fight over ${size.mails} e-mails: every history is linear, every mail goes once`, {
  ...needsPeers("initdb", "postgres"),
  timeout: 900_000,
}, async (t) => {
  const random = randomFrom(seed);
  const sink = await startSink(t);
  const names = Array.from({ length: size.agents }, (_, index) => `racer${index}`);
  const agents = names.map((userName) => ({
    ...{ userName, password: `${userName}-demo-1`, emailAddress: `${userName}@acme.test`, roles: ["agent"] },
    ...{ skills: { English: 5 }, groups: ["FrontLine"], capacity: { email: 3 } },
  }));
  const team = await writeTeam(t, await acmeWith(settings, { agents }));
  const { servers, database } = await startSeveral(t, size.processes, { team, relay: sink.url });
  /** Those that a balancer sends anybody to. */
  const at = servers.map((server) => server.ready());
  const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? never();
  const deeds: Deed[] = [];
  const sent = new Set<string>();
  let races = 0;
  const isOver = () => races >= size.races;

  /** Asks one of the processes, and writes down what came of it. */
  const does = async (userName: string, asked: Asked): Promise<Answer | undefined> => {
    const { id, operationName, parameters, list = "/me/interactions" } = asked;
    const begunAt = performance.now();
    const client = clientOf(anyOf(at).http, userName);
    const answer = await client.post(`${list}/${id}`, { operationName, ...parameters }).catch(() => undefined);
    const known = { by: userName, operation: operationName, begunAt, endedAt: performance.now() };
    // A reply is a change of the draft alone.
    const changed = operationName === "Reply" ? answer?.body["replyInteractionId"] : id;
    if (typeof changed === "string") deeds.push({ ...known, id: changed, ...outcomeOf(answer) });
    return answer;
  };
  const race = (userName: string, ...asked: readonly Asked[]) => {
    races += 1;
    return Promise.all(asked.map((one) => does(userName, one)));
  };

  const back = (id: string) => ({ id, operationName: "PlaceInQueue", parameters: { queueName: "support" } });
  const invited = async (userName: string, id: string): Promise<void> => {
    const accept = { id, operationName: "Accept" };
    const choice = random();
    // Around the moment at which it ends by itself.
    if (choice < 0.3) await pause(700 + random() * 400);
    if (choice < 0.7) await race(userName, accept, accept);
    else await race(userName, accept, { id, operationName: "Reject" });
  };
  const processing = async (userName: string, id: string): Promise<void> => {
    const others = names.filter((name) => name !== userName);
    const transfer = () => ({ id, operationName: "Transfer", parameters: { userName: anyOf(others) } });
    const choice = random();
    if (choice < 0.5) await race(userName, transfer(), transfer());
    else if (choice < 0.85) await race(userName, transfer(), back(id));
    else await answer(userName, id);
  };
  const answer = async (userName: string, id: string): Promise<void> => {
    const reply = await does(userName, { id, operationName: "Reply", parameters: { subjectPrefix: "Re: " } });
    const draft = reply?.body["replyInteractionId"];
    if (typeof draft !== "string") return;
    const send = { id: draft, operationName: "Send", parameters: { email_object: { text: "Tomorrow." } } };
    await race(userName, send, send);
    sent.add(draft);
  };
  const work = async (userName: string): Promise<void> => {
    while (!isOver()) {
      const list = await clientOf(anyOf(at).http, userName)
        .get("/me/interactions?fields=*")
        .catch(() => undefined);
      for (const { id, state } of heldIn(list)) {
        if (state === "Invited") await invited(userName, id);
        else if (state === "Processing") await processing(userName, id);
      }
      await pause(20);
    }
  };
  /** A supervisor who looks, and now and then takes something away from whoever has it. */
  const look = async (ids: readonly string[]): Promise<void> => {
    while (!isOver()) {
      const id = anyOf(ids);
      if (random() < 0.1) await does("sam", { ...back(id), operationName: "MoveToQueue", list: "/interactions" });
      const begunAt = performance.now();
      const read = await clientOf(anyOf(at).http, "sam")
        .get(`/interactions/${id}?fields=*`)
        .catch(() => undefined);
      const version = Object(read?.body["interaction"]).version;
      const known = { id, by: "sam", operation: "read", begunAt, endedAt: performance.now() };
      if (typeof version === "number") deeds.push({ ...known, outcome: "read", version });
      await pause(5);
    }
  };

  /** One is killed and comes again; one freezes, and its balancer notices. */
  const trouble = async (): Promise<void> => {
    const [, killed, frozen] = servers;
    if (killed === undefined || frozen === undefined) return;
    const without = async (server: RunningServer, work: () => Promise<unknown>): Promise<void> => {
      const place = at.findIndex(({ pid }) => pid === server.ready().pid);
      at.splice(place, 1);
      await work();
      at.push(server.ready());
    };
    await pause(frozenMs);
    await killed.kill();
    await without(killed, () => killed.restart());
    await pause(frozenMs);
    process.kill(frozen.ready().pid, "SIGSTOP");
    await without(frozen, async () => {
      const begun = performance.now();
      await pause(frozenMs);
      const meanwhile = deeds.filter((deed) => deed.outcome === "done" && deed.begunAt > begun);
      t.diagnostic(`while one was frozen: ${meanwhile.length} done, the slowest in ${slowest(meanwhile)} ms`);
      assert.ok(meanwhile.length > 0 && slowest(meanwhile) <= 15_000);
      process.kill(frozen.ready().pid, "SIGCONT");
    });
  };

  for (const name of names) await logIn(clientOf(anyOf(at).http, name));
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: size.mails }, async (_, index) =>
      ids.push(await mailIn(t, anyOf(at).smtp, { subject: `Race ${index}` })),
    ),
  );
  await Promise.all([...names.map(work), look(ids), look(ids), isFull ? trouble() : undefined]);
  await rest(names.map((name) => clientOf(at[0]?.http ?? "", name)));
  for (const { http } of at) await untilQuiet(http, 60_000);

  const sam = clientOf(at[1]?.http ?? "", "sam");
  const outcomes = Map.groupBy(deeds, ({ outcome }) => outcome);
  const counts = Object.fromEntries([...outcomes].map(([outcome, all]) => [outcome, all.length]));
  t.diagnostic(JSON.stringify({ seed, races, ...counts, sent: sent.size }));
  assert.deepEqual(notLinear(deeds, await auditTrail(sam), possible), []);
  const copies = Map.groupBy(sink.mails, ({ raw }) => header(raw, "Message-ID"));
  assert.equal(sink.mails.length, sent.size);
  for (const draft of sent) {
    const { state, messageId } = await deliveryOf(sam, draft);
    assert.deepEqual([state, copies.get(messageId ?? "")?.length], ["sent", 1], draft);
  }
  await assertAudited(servers[0], sam);
  await assertConsistent(servers[0], database);
});

const slowest = (deeds: readonly Deed[]): number =>
  Math.round(Math.max(0, ...deeds.map(({ begunAt, endedAt }) => endedAt - begunAt)));

function outcomeOf(answer: Answer | undefined) {
  const referenceId = answer?.body["referenceId"];
  if (answer?.status === 200 && typeof referenceId === "number") return { outcome: "done", referenceId } as const;
  if (answer !== undefined && answer.status < 500) return { outcome: "refused" } as const;
  return { outcome: "lost" } as const;
}

function heldIn(answer: Answer | undefined): readonly { readonly id: string; readonly state: string }[] {
  const list = answer?.body["interactions"];
  return Array.isArray(list) ? list : [];
}

/** Nobody is offered anything any more. */
async function rest(clients: readonly Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.post("/me/channels/email", { operationName: "NotReady" })));
}

function never(): never {
  throw new Error("an empty list");
}
