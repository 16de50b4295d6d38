import assert from "node:assert/strict";
import { test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { complete } from "../../operations/email/complete.ts";
import { doneBy, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";
import { type Shown, withSettings } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const minute = 60_000;

test("a queue tells its pace, its promise and where that leads; agents do not see it", async (t) => {
  const queues = acme.queues.map((queue) =>
    queue.name === "support" ? { ...queue, sla: { replySeconds: 1_200, targetPercent: 80 } } : queue,
  );
  const { server, centre } = await startDay(t, { file: { ...acme, queues } });
  const board = async (): Promise<Shown> => {
    const answer = await server.ask({ path: "/api/postroom/v1/wallboard", as: "sam" });
    assert.equal(answer.status, 200, answer.text);
    return { ...answer.json, support: Object(answer.json["queues"]).find(({ name }: Shown) => name === "support") };
  };
  const mail = await owned(centre, "alice");
  await doneBy(centre, "alice", complete, { target: mail, input: {} } as never);
  const { support, totals } = await board();
  assert.deepEqual(
    [support.arrivalsPerHour, support.donePerHour, support.slaPercent, support.slaBase, support.level],
    [1, 1, 100, 1, "fine"],
  );
  assert.deepEqual([support.trend.length, support.trend.at(-1), support.capable, support.ready], [48, 1, 1, 1]);
  assert.deepEqual([totals.arrivalsPerHour, totals.ready], [1, 1]);
  for (let index = 0; index < 5; index += 1) await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(21 * minute);
  const { support: later, totals: sums } = await board();
  assert.deepEqual([sums.slaPercent, sums.waiting, sums.offered], [16, later.waiting, later.offered]);
  assert.deepEqual(
    [later.level, later.slaBase, later.slaPercent, later.agentsShort, later.emptyAt],
    ["late", 6, 16, 6, undefined],
  );
  assert.equal(later.trend.at(-5), 6);
  assert.equal(later.offered, 3, "as many as alice takes");
  assert.match(refusal(await server.ask({ path: "/api/postroom/v1/wallboard", as: "bob" })), /^5/);
});

test("agents are told with their day, a group with what its members can take, and what needs attention by its kind", async (t) => {
  const groups = [{ name: "FrontLine" }, { name: "Back" }];
  const agents = acme.agents.map((one) =>
    one.userName === "bob" ? { ...one, groups: ["Back"], skills: { French: 1 } } : one,
  );
  const { server, centre, get } = await startDay(t, { file: { ...acme, groups, agents } });
  const board = async (query = ""): Promise<Shown> =>
    (await server.ask({ path: `/api/postroom/v1/wallboard${query}`, as: "sam" })).json;
  await receive(centre);
  await readAndRoute(centre);
  assert.deepEqual((await board()).attention, [{ kind: "nobody", level: "late", queue: "support", count: 1 }]);
  await ready(centre, "alice");
  await route(centre);
  centre.clock.advance(30_000);
  await runDue(centre.performing);
  centre.clock.advance(10_000);
  await route(centre);
  const { emails } = (await get("alice", "/me/emails?fields=*")).json as Shown;
  await server.ask({
    ...{ method: "POST", path: `/api/v2/me/emails/${emails[0].id}`, as: "alice" },
    body: { operationName: "Reject" },
  });
  await doneBy(centre, "alice", complete, { target: await owned(centre, "alice"), input: {} } as never);
  await catchUp(centre.performing);
  const { agents: shown, attention } = await board();
  const [alice] = shown.filter(({ userName }: Shown) => userName === "alice");
  assert.deepEqual(
    [alice.state, alice.held, alice.done, alice.declined, alice.missed, alice.lastAction.operation],
    ["Ready", 0, 1, 1, 1, "Complete"],
  );
  assert.deepEqual([shown.length, attention], [3, []]);
  const named = async (query: string) => {
    const { queues, agents: inGroup } = await board(query);
    return [queues.map(({ name }: Shown) => name), inGroup.map(({ userName }: Shown) => userName)];
  };
  assert.deepEqual(await named("?group=FrontLine"), [["support", "general"], ["alice"]]);
  assert.deepEqual(await named("?group=Back"), [["general"], ["bob"]]);
  await withSettings(centre, "alice", { "privilege.email.can-use": "false" });
  assert.deepEqual(await named("?group=FrontLine"), [[], ["alice"]], "who may not use e-mail could take from none");
  const wrong = await server.ask({ path: "/api/postroom/v1/wallboard?group=Nowhere", as: "sam" });
  assert.match(refusal(wrong), /^6\/404 group not found: Nowhere/);
});

test("in time and overdue are by a queue's hours: over the weekend nothing is late that is due on Monday", async (t) => {
  // Berlin is an hour ahead of UTC; the centre begins on Monday, 2026-11-23 at 11:18 there.
  const day = [{ from: "08:00", to: "17:00" }];
  const hours = { timeZone: "Europe/Berlin", monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
  const queues = acme.queues.map((queue) =>
    queue.name === "support" ? { ...queue, sla: { replySeconds: 4 * 3_600, targetPercent: 80 }, hours } : queue,
  );
  const { server, centre } = await startDay(t, { file: { ...acme, queues } });
  const until = (text: string) => centre.clock.advance(Date.parse(text) - centre.clock.wall());
  const seen = async () => {
    const { queues: shown, attention } = (await server.ask({ path: "/api/postroom/v1/wallboard", as: "sam" }))
      .json as Shown;
    const { level, slaBase, slaPercent } = shown.find(({ name }: Shown) => name === "support");
    const late = attention.find(({ kind }: Shown) => kind === "overdue");
    return [level, slaBase, slaPercent, late?.count];
  };
  const completed = async (id: string) => doneBy(centre, "alice", complete, { target: id, input: {} } as never);
  until("2026-11-27T13:00:00+01:00");
  const [noon, evening] = [await owned(centre, "alice"), await owned(centre, "alice")];
  until("2026-11-27T18:00:00+01:00");
  // Five hours old, and an hour too late: people went home as they were due.
  await completed(noon);
  assert.deepEqual(await seen(), ["soon", 2, 0, 1]);
  await completed(evening);
  const [first, second, third] = [await owned(centre, "alice"), await owned(centre, "alice"), await receive(centre)];
  await readAndRoute(centre);
  until("2026-11-29T20:00:00+01:00");
  assert.deepEqual(await seen(), ["fine", 0, undefined, undefined]);
  until("2026-11-30T12:00:00+01:00");
  await completed(first);
  centre.clock.advance(1);
  await completed(second);
  assert.ok(third.length > 0);
  assert.deepEqual(await seen(), ["soon", 3, 33, 1]);
  until("2026-12-01T11:59:00+01:00");
  assert.deepEqual(await seen(), ["soon", 3, 33, 1]);
  until("2026-12-01T12:01:00+01:00");
  assert.deepEqual(await seen(), ["fine", 0, undefined, undefined]);
});

test("what waits longer than a day is overdue still, and so is what was promised for later than tomorrow", async (t) => {
  const queues = acme.queues.map((queue) =>
    queue.name === "support" ? { ...queue, sla: { replySeconds: 48 * 3_600, targetPercent: 80 } } : queue,
  );
  const { server, centre } = await startDay(t, { file: { ...acme, queues } });
  const seen = async () => {
    const { queues: shown, attention } = (await server.ask({ path: "/api/postroom/v1/wallboard", as: "sam" }))
      .json as Shown;
    const { level, slaBase, slaPercent } = shown.find(({ name }: Shown) => name === "support");
    return [level, slaBase, slaPercent, attention.find(({ kind }: Shown) => kind === "overdue")?.count];
  };
  for (let index = 0; index < 3; index += 1) await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(48 * 60 * minute - 1);
  assert.deepEqual(await seen(), ["soon", 0, undefined, undefined]);
  centre.clock.advance(1);
  assert.deepEqual(await seen(), ["late", 3, 0, 3]);
  centre.clock.advance(100 * 60 * minute);
  assert.deepEqual(await seen(), ["late", 0, undefined, 3]);
});
