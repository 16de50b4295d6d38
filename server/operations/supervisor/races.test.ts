import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { NotApplied } from "../../ports/store.ts";
import { ask, doneBy, load, owned, readAndRoute, ready, receive, route, sent } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { claim, claimOne, mark, record, recover, stored } from "../../testing/sending-by-hand.ts";
import { accept } from "../email/accept.ts";
import type { Result } from "../operation.ts";
import { performAsSystem } from "../perform.ts";
import { logIn } from "../session/log-in.ts";
import { logOut } from "../session/log-out.ts";
import { setReadiness } from "../session/set-readiness.ts";
import { applyHold } from "../system/apply-hold.ts";
import { expire } from "../system/expire.ts";
import { assign } from "./assign.ts";
import { cancelDelivery } from "./cancel-delivery.ts";
import { completeOpen } from "./complete-open.ts";
import { forceLogOut } from "./force-log-out.ts";
import { holdAll } from "./hold-all.ts";
import { holdDelivery } from "./hold-delivery.ts";
import { moveToQueue } from "./move-to-queue.ts";
import { resend } from "./resend.ts";
import { take } from "./take.ts";

const rounds = 6;
const input = { rememberAgent: false };
const toAlice = { to: [{ by: "name", value: "alice", path: "$.userName" }] } as const;
const toGeneral = { queue: { name: { value: "general", path: "$.queueName" } }, position: "keep" } as const;

type Racer = () => Promise<Result<unknown>>;

/** All at once. One that was too slow for a connection is told that nothing happened, and counts as refused. */
async function race(racers: readonly Racer[]): Promise<readonly boolean[]> {
  const ends = await Promise.allSettled(racers.map((racer) => racer()));
  return ends.map((end) => {
    if (end.status === "fulfilled") return end.value.ok;
    assert(end.reason instanceof NotApplied, String(end.reason));
    return false;
  });
}

const rotated = (racers: readonly Racer[], round: number): readonly Racer[] => {
  const cut = round % racers.length;
  return [...racers.slice(cut), ...racers.slice(0, cut)];
};

async function invited(centre: Centre): Promise<string> {
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).state, "Invited");
  return id;
}

const rowsOf = async (centre: Centre, id: string): Promise<readonly string[]> => {
  const { rows } = await centre.pool.query(
    "SELECT event ->> 'operation' AS operation FROM outbox WHERE event -> 'interaction' ->> 'id' = $1 ORDER BY id",
    [id],
  );
  return rows.map((row) => row.operation);
};

test("200 Takes and Accepts of one version: exactly one is done, and its doer is the owner", async (t) => {
  const centre = await testCentre(t);
  const target = await invited(centre);
  const { version } = await load(centre, target);
  const asked = { target, expectedVersion: version };
  const racers = Array.from({ length: 200 }, (_, index): Racer => {
    if (index % 2 === 0) return () => ask(centre, "alice", accept, { ...asked, input });
    return () => ask(centre, index % 4 === 1 ? "sam" : "root", take, { ...asked, input: {} });
  });
  const ends = await race(racers);
  const winners = ends.flatMap((isDone, index) => (isDone ? [index] : []));
  assert.equal(winners.length, 1);
  const [winner = 0] = winners;
  const name = winner % 2 === 0 ? "alice" : winner % 4 === 1 ? "sam" : "root";
  const after = await load(centre, target);
  assert.deepEqual([after.state, after.holder, after.version], ["Processing", (await centre.as(name)).id, version + 1]);
});

test("Take, Assign, MoveToQueue and Complete beside Accept, deadline and log-out: one after the other, and nothing is left half", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    const target = await invited(centre);
    centre.clock.advance(30_000);
    const racers: readonly Racer[] = [
      () => ask(centre, "sam", take, { target, input: {} }),
      () => ask(centre, "alice", accept, { target, input }),
      () => ask(centre, "sam", assign, { target, input: toAlice }),
      () => performAsSystem(centre.performing, { operation: expire, actor: system, target, input: {} }),
      () => ask(centre, "alice", logOut, { input: {} }),
      () => ask(centre, "root", moveToQueue, { target, input: toGeneral }),
      () => ask(centre, "sam", completeOpen, { target, input: {} }),
    ];
    await race(rotated(racers, round));
    const rows = await rowsOf(centre, target);
    const { state, version } = await load(centre, target);
    assert.equal(rows.length, version, "every change is one event");
    assert.equal(rows.filter((row) => row === "CompleteOpen").length, state === "Completed" ? 1 : 0);
    if (state !== "Completed") await doneBy(centre, "sam", completeOpen, { target, input: {} });
  }
});

test("whoever is assigned something while logging out has it taken back, or is not assigned it", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    const target = await owned(centre, "alice");
    const { id: alice } = await centre.as("alice");
    await doneBy(centre, "sam", take, { target, input: {} });
    const leaving: Racer =
      round % 2 === 0
        ? () => ask(centre, "alice", logOut, { input: {} })
        : () => ask(centre, "sam", forceLogOut, { target: alice, input: {} });
    await race(rotated([() => ask(centre, "sam", assign, { target, input: toAlice }), leaving], round));
    assert.notEqual((await load(centre, target)).state, "Invited");
    await doneBy(centre, "sam", completeOpen, { target, input: {} });
  }
});

test("routing beside supervisors never gives an agent more than the capacity by itself", async (t) => {
  const centre = await testCentre(t);
  const ids: string[] = [];
  for (let count = 0; count < 8; count += 1) ids.push(await receive(centre));
  await readAndRoute(centre);
  await ready(centre, "alice");
  for (let round = 0; round < rounds; round += 1) {
    const takes = ids.slice(round, round + 2).map(
      (target): Racer =>
        () =>
          ask(centre, "sam", take, { target, input: {} }),
    );
    await Promise.all([route(centre), race(takes), route(centre)]);
    await doneBy(centre, "alice", logIn, { input: { channels: ["email"] } });
    await doneBy(centre, "alice", setReadiness, { input: { state: "Ready" } });
    const { id } = await centre.as("alice");
    const agent = await centre.performing.store.read((reading) => reading.agents.byId(id));
    assert((agent?.held ?? 0) <= 3, `${agent?.held} held`);
  }
});

test("Hold or Cancel against a claim: exactly one of them happens", async (t) => {
  const centre = await testCentre(t);
  const won = new Set<string>();
  for (let round = 0; round < rounds * 2; round += 1) {
    const target = await sent(centre, "alice");
    const stopping = round % 2 === 0 ? holdDelivery : cancelDelivery;
    let claimed = 0;
    const claiming: Racer = async () => {
      const taken = await claim(centre, "alive");
      claimed += taken.filter((one) => one.interaction === target).length;
      return { ok: true, value: undefined };
    };
    const stop: Racer = () => ask(centre, "sam", stopping, { target, input: {} });
    const [isStopped] = await race(round % 3 === 0 ? [stop, claiming] : [stop, claiming, claiming, claiming]);
    // A claim passes over a row that is being stopped, and a stop that lost the race is refused.
    assert.equal(claimed + (isStopped === true ? 1 : 0), 1);
    const { state } = (await stored(centre, target)).delivery;
    assert.equal(state, isStopped === true ? (round % 2 === 0 ? "held" : "cancelled") : "sending");
    won.add(state);
    await tidy(centre, target, state);
  }
  t.diagnostic([...won].join(", "));
});

async function tidy(centre: Centre, target: string, state: string): Promise<void> {
  if (state === "sending") await recover(centre);
  if (state !== "cancelled") await doneBy(centre, "sam", cancelDelivery, { target, input: {} });
  const { rows } = await centre.pool.query("SELECT id FROM interactions WHERE state IN ('Processing', 'InWorkbin')");
  for (const { id } of rows) {
    const { direction } = await load(centre, id);
    if (direction === "inbound") await doneBy(centre, "sam", completeOpen, { target: id, input: {} });
  }
}

test("many Resends, a late reply and claims at once: at most one attempt comes to its dot", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    const target = await sent(centre, "alice");
    const lost = await claimOne(centre, "gone");
    assert.equal(await mark(centre, lost), true);
    await recover(centre);
    let dots = 0;
    const sending: Racer = async () => {
      for (const again of await claim(centre, "alive")) if (await mark(centre, again)) dots += 1;
      return { ok: true, value: undefined };
    };
    let isSettled = false;
    const settling: Racer = async () => {
      isSettled = await record(centre, lost, { row: "Accepted" });
      return { ok: true, value: undefined };
    };
    const again: Racer = () => ask(centre, "alice", resend, { target, input: {} });
    const ends = await race(rotated([again, settling, sending, again, sending, again], round));
    assert(ends.every((end) => typeof end === "boolean"));
    await sending();
    const resends = (await rowsOf(centre, target)).filter((row) => row === "Resend").length;
    assert(resends <= 1, "once");
    assert(dots <= resends);
    const { state } = (await stored(centre, target)).delivery;
    if (isSettled) assert.deepEqual([state, dots], ["sent", 0]);
    else assert.equal(state, "sending");
    if (state === "sending") {
      const { delivery } = await stored(centre, target);
      assert.equal(await record(centre, delivery, { row: "Accepted" }), true);
    }
    const { rows } = await centre.pool.query("SELECT id FROM interactions WHERE state = 'Processing'");
    for (const { id } of rows) await doneBy(centre, "sam", completeOpen, { target: id, input: {} });
  }
});

test("once the hold of all mail is answered no claim succeeds, whatever was sent beside it; all goes after the release", async (t) => {
  const centre = await testCentre(t);
  const hold = (row: "Hold" | "Release") => doneBy(centre, "sam", holdAll, { input: { row } });
  await sent(centre, "alice");
  const [, second] = await Promise.all([hold("Hold"), sent(centre, "alice"), claim(centre, "alive", 1)]);
  assert.deepEqual(await claim(centre, "alive"), []);
  await follow(t, centre);
  assert.equal((await stored(centre, second)).delivery.state, "held");
  await Promise.all([hold("Release"), follow(t, centre), follow(t, centre)]);
  await follow(t, centre);
  assert.equal(
    (await claim(centre, "alive")).some((one) => one.interaction === second),
    true,
  );
});

async function follow(t: TestContext, centre: Centre): Promise<void> {
  const asked = { operation: applyHold, actor: system, input: { limit: 10 } };
  const followed = await performAsSystem(centre.performing, asked);
  t.diagnostic(`followed: ${followed.ok ? followed.value : followed.refusal.kind}`);
}
