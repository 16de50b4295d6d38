import assert from "node:assert/strict";
import { test } from "node:test";
import { type WallboardMessage, wallboardMessage } from "@postroom/contract";
import { connectOf, eventually, exchanged, openPoll, post, startCometd } from "../adapters/cometd/testing.ts";
import type { Push } from "../ports/publisher.ts";
import { readAndRoute, ready, receive } from "../testing/agent-day.ts";
import { testCentre } from "../testing/centre.ts";
import { type Showing, showOnce } from "./wallboard.ts";

const topic = "/postroom/v1/wallboard";

test("whoever looks is told what has changed and no more; a group has a topic of its own; agents are told nothing", async (t) => {
  const centre = await testCentre(t);
  const { store } = centre.performing;
  const server = await startCometd(t);
  const showing: Showing = new Map();
  const show = () => showOnce(store, server.hub, showing);
  const [group] = await store.read((reading) => reading.centre.groups());
  const { id: sam } = await centre.as("sam");
  const { id: root } = await centre.as("root");
  const { id: bob } = await centre.as("bob");
  const looking = async (user: string, pattern: string) => {
    const clientId = await openPoll(server, { user, pattern });
    return () => exchanged(post(server, connectOf(clientId), { user }));
  };
  await show();
  assert.equal(showing.size, 0, "nobody looks");
  const polls = [await looking(sam, topic), await looking(root, `${topic}/${group?.id}`)] as const;
  await openPoll(server, { user: bob, pattern: topic });
  await openPoll(server, { user: sam, pattern: "/postroom/**" });
  const told = async (poll: () => ReturnType<typeof exchanged>, isHeld = 1) => {
    const answer = poll();
    await eventually(() => server.hub.counts().held === isHeld);
    await show();
    const { data } = (await answer).find((one) => one.data !== undefined) ?? {};
    return wallboardMessage.parse(data);
  };
  const whole = await told(polls[0]);
  assert.deepEqual(
    [whole.queues.map(({ name }) => name), whole.agents.map(({ userName }) => userName)],
    [
      ["support", "general", "review"],
      ["alice", "bob", "sam"],
    ],
  );
  assert.ok(whole.agents.every(({ capabilities }) => capabilities.includes("Message")));
  await ready(centre, "alice");
  await receive(centre);
  await readAndRoute(centre);
  const news = await told(polls[0]);
  assert.deepEqual(
    [news.queues.map(({ name, offered }) => [name, offered]), news.agents.map(({ userName }) => userName)],
    [
      [
        ["support", 1],
        ["general", 0],
      ],
      ["alice"],
    ],
    "alice can take from support and general, nothing else has changed",
  );
  const [ofGroup] = (await polls[1]()).filter(({ data }) => data !== undefined);
  assert.deepEqual(
    wallboardMessage.parse(ofGroup?.data).agents.map(({ userName }) => userName),
    ["alice", "bob"],
  );
  centre.clock.advance(1_000);
  await show();
  const { queued } = server.hub.counts();
  centre.clock.advance(2_000);
  await show();
  assert.ok(server.hub.counts().queued > queued, "a sign of life");
  assert.equal(showing.get(topic)?.listeners, sam, "an agent who listens is told nothing");
});

test("a large room is told in parts, each small, until everybody was told of", async (t) => {
  const centre = await testCentre(t);
  const { store } = centre.performing;
  await centre.pool.query(`
    WITH made AS (
      INSERT INTO users (id, user_name, first_name, last_name, email_address, roles, enabled,
        change_password_on_first_login, capacity, signature, settings, password_hash)
      SELECT 'u' || n, 'agent' || n, '', '', '', '{agent}', true, false, 1, '', '{}', '' FROM generate_series(1, 1097) n RETURNING id),
      agents AS (INSERT INTO agents (user_id) SELECT id FROM made)
    INSERT INTO agent_clocks (user_id) SELECT id FROM made`);
  const { id: sam } = await centre.as("sam");
  const told: WallboardMessage[] = [];
  const publisher = {
    publish: (pushes: readonly Push[]) => void told.push(...pushes.map(({ data }) => wallboardMessage.parse(data))),
    listeners: () => new Map([[topic, [sam]]]),
  };
  const showing: Showing = new Map();
  for (let second = 0; second < 4; second++) {
    await showOnce(store, publisher, showing);
    centre.clock.advance(1_000);
  }
  assert.deepEqual(
    told.map(({ agents, queues }) => [agents.length, queues.length]),
    [
      [500, 3],
      [500, 0],
      [100, 0],
    ],
  );
  const all = told.flatMap(({ agents }) => agents.map(({ userName }) => userName));
  assert.equal(new Set(all).size, 1_100);
});
