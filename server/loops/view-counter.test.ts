import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { connectOf, exchanged, openPoll, post, startCometd } from "../adapters/cometd/testing.ts";
import { startHttp } from "../adapters/http/http.fixture.ts";
import { readAndRoute, receive } from "../testing/agent-day.ts";
import { counting, countSome } from "./view-counter.ts";

const topic = "/postroom/v1/me/views";
const path = "/api/postroom/v1/views";

/** Alice and Bob listen; `heard`: what their next poll brings. */
async function listening(t: TestContext) {
  const { ask, centre } = await startHttp(t);
  const process = await startCometd(t);
  const { clock, performing } = centre;
  const state = counting();
  const polls = new Map<string, { user: string; clientId: string }>();
  const listen = async (userName: string): Promise<void> => {
    const { id: user } = await centre.as(userName);
    polls.set(userName, { user, clientId: await openPoll(process, { user, pattern: topic }) });
  };
  return {
    centre,
    state,
    listen,
    mail: async () => {
      await receive(centre);
      await readAndRoute(centre);
    },
    count: () => countSome({ store: performing.store, publisher: process.hub, clock, topic }, state),
    view: async (as: string, query: string): Promise<string> => {
      const { json } = await ask({ as, method: "POST", path, body: { name: query, query } });
      return String(Object(json["view"]).id);
    },
    /** The counts of each message that waits. */
    async heard(userName: string): Promise<readonly unknown[]> {
      const { user, clientId } = polls.get(userName) ?? assert.fail(userName);
      const answered = await exchanged(post(process, connectOf(clientId, { advice: { timeout: 0 } }), { user }));
      return answered.flatMap(({ data }) => (data === undefined ? [] : [Object(data).counts]));
    },
  };
}

test("who listens is told how many e-mails each view has, once a second at most, and only other numbers", async (t) => {
  const { centre, state, listen, mail, count, view, heard } = await listening(t);
  const all = await view("alice", "subject:4711");
  const none = await view("alice", "nowhere");
  await listen("alice");
  await count();
  assert.deepEqual(await heard("alice"), [{ [all]: 0, [none]: 0 }]);
  await mail();
  state.isDue = true;
  await count();
  assert.deepEqual(await heard("alice"), [], "a second has not passed");
  centre.clock.advance(1_000);
  await count();
  assert.deepEqual(await heard("alice"), [{ [all]: 1, [none]: 0 }]);
  centre.clock.advance(1_000);
  state.isDue = true;
  await count();
  assert.deepEqual(await heard("alice"), [], "nothing has another number");
  for (const told of [[{ [all]: 1, [none]: 0 }], []]) {
    centre.clock.advance(30_000);
    await count();
    assert.deepEqual(await heard("alice"), told, "once more when it has settled");
  }
  await mail();
  centre.clock.advance(1_000);
  await count();
  assert.deepEqual(await heard("alice"), [], "nobody said that something moved");
});

test("whoever comes later is told at once, and people who look for the same share one count", async (t) => {
  const { centre, state, listen, count, view, heard } = await listening(t);
  const alices = await view("alice", "state:Queued");
  const bobs = await view("bob", "state:Queued");
  const mine = [await view("alice", "agent:me"), await view("bob", "agent:me")] as const;
  await listen("alice");
  await count();
  assert.deepEqual(await heard("alice"), [{ [alices]: 0, [mine[0]]: 0 }]);
  await listen("bob");
  centre.clock.advance(1_000);
  await count();
  assert.deepEqual(await heard("bob"), [{ [bobs]: 0, [mine[1]]: 0 }]);
  assert.deepEqual(await heard("alice"), []);
  assert.equal(state.known.size, 3);
});
