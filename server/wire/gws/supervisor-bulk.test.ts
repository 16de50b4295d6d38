import assert from "node:assert/strict";
import { test } from "node:test";
import { bulkAnswer, failureAnswer } from "@postroom/contract";
import { NotApplied, type Store } from "../../ports/store.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { supervised } from "./supervisor.fixture.ts";

const key = { "idempotency-key": "bulk-1" };
const move = (ids: readonly string[]) => ({ operationName: "MoveToQueue", queueName: "general", position: "end", ids });

async function waiting(centre: Centre, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await receive(centre));
  await readAndRoute(centre);
  return ids;
}

const moves = async (centre: Centre, id: string): Promise<number> => {
  const { rows } = await centre.pool.query(
    "SELECT count(*) AS count FROM outbox WHERE event ->> 'operation' = 'MoveToQueue' AND event -> 'interaction' ->> 'id' = $1",
    [id],
  );
  return rows[0].count;
};

test("all done is 0, some 7, none the first one's failure; each by itself, named once", async (t) => {
  const { centre, post } = await supervised(t);
  const [a = "", b = ""] = await waiting(centre, 2);
  const all = await post("sam", "/interactions", move([a, b, a]));
  assert.equal(all.status, 200);
  bulkAnswer.parse(all.json);
  const done = async (id: string) => ({ id, statusCode: 0, version: (await load(centre, id)).version });
  assert.equal(all.text, JSON.stringify({ status: "ok", statusCode: 0, results: [await done(a), await done(b)] }));

  const missing = { id: "NOSUCH", statusCode: 6, statusMessage: "interaction not found: NOSUCH" };
  const some = await post("sam", "/interactions", move([a, "NOSUCH"]));
  assert.equal(some.status, 200);
  const partial = { status: "ok", statusCode: 7, statusMessage: "1 of 2 done", results: [await done(a), missing] };
  assert.equal(some.text, JSON.stringify(partial));

  const none = await post("sam", "/interactions", { operationName: "Cancel", ids: ["NOSUCH", a] });
  assert.equal(none.status, 404);
  failureAnswer.parse(none.json);
  const { statusMessage } = missing;
  const unfit = { id: a, statusCode: 2, statusMessage: "Cancel is not possible: it is a received e-mail" };
  const failed = { status: "error", errorDescription: statusMessage, statusCode: 6, statusMessage };
  assert.equal(none.text, JSON.stringify({ ...failed, results: [missing, unfit] }));
  const wrongQueue = await post("sam", "/interactions", { ...move([a]), queueName: "suport" });
  assert.deepEqual([wrongQueue.status, wrongQueue.json["statusCode"]], [404, 6]);
});

test("every name works in bulk", async (t) => {
  const { centre, post } = await supervised(t);
  const id = await owned(centre, "alice");
  const bodies = [
    { operationName: "Take" },
    { operationName: "Assign", userName: "alice" },
    { operationName: "MoveToWorkbin", workbinName: "in-progress", userName: "bob" },
    { operationName: "Complete", reason: "spam" },
  ];
  for (const body of bodies) {
    assert.equal(
      (await post("sam", "/interactions", { ...body, ids: [id] })).json["statusCode"],
      0,
      body.operationName,
    );
  }
  assert.equal((await load(centre, id)).state, "Completed");
});

test("ids are wanted, at most 1000, and strings; one version stands for none of several", async (t) => {
  const { post } = await supervised(t);
  const said = async (ids: unknown, headers = {}) => {
    const { status, json } = await post("sam", "/interactions", { operationName: "Take", ids }, headers);
    return [status, json["statusCode"], json["statusMessage"]];
  };
  assert.deepEqual(await said(undefined), [400, 1, "$.ids: missing"]);
  assert.deepEqual(await said([]), [400, 1, "$.ids: missing"]);
  assert.deepEqual(await said(["a", 1]), [400, 10, "$.ids[1]: expected string, got number"]);
  assert.deepEqual(await said(Array.from({ length: 1_001 }, String)), [400, 10, "$.ids: at most 1000 entries"]);
  assert.equal((await said(["a"], { "if-match": '"3"' }))[1], 10);
});

test("the same key gives the first answer again and does nothing; another request with it is refused", async (t) => {
  const { centre, post } = await supervised(t);
  const ids = await waiting(centre, 3);
  const first = await post("sam", "/interactions", move([...ids, "NOSUCH"]), key);
  const again = await post("sam", "/interactions", move([...ids, "NOSUCH"]), key);
  assert.equal(again.text, first.text);
  assert.deepEqual([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]], [undefined, "true"]);
  for (const id of ids) assert.equal(await moves(centre, id), 1);
  const other = await post("sam", "/interactions", move(ids), key);
  assert.deepEqual([other.status, other.json["statusCode"]], [409, 2]);
  const single = await post("sam", `/interactions/${ids[0]}`, { operationName: "Take" }, key);
  assert.deepEqual([single.status, single.json["statusCode"]], [409, 2]);
});

test("the same request beside the first one is refused while that runs, and nothing is done twice", async (t) => {
  const { centre, post } = await supervised(t);
  const ids = await waiting(centre, 5);
  const answers = await Promise.all(Array.from({ length: 6 }, () => post("sam", "/interactions", move(ids), key)));
  const codes = answers.map(({ json }) => json["statusCode"]);
  assert.ok(codes.includes(0), String(codes));
  assert.ok(
    codes.every((code) => code === 0 || code === 19),
    String(codes),
  );
  assert.equal(new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text)).size, 1);
  for (const id of ids) assert.equal(await moves(centre, id), 1);
});

/** A store whose interactions cannot be locked when the test says so. */
function failingAt(
  centre: Centre,
  fault: (id: string) => Error | undefined,
  journal: Partial<Transaction["journal"]> = {},
): Store {
  const { store } = centre.performing;
  const failing = (tx: Transaction): Transaction =>
    // What it is made of is made when it is asked for, so it cannot be spread.
    Object.create(tx, {
      interactions: {
        value: {
          ...tx.interactions,
          async lock(id: string) {
            const error = fault(id);
            if (error !== undefined) throw error;
            return tx.interactions.lock(id);
          },
        },
      },
      journal: { value: { ...tx.journal, ...journal } },
    });
  return { ...store, change: (stamp, work, keep) => store.change(stamp, (tx) => work(failing(tx)), keep) };
}

test("when the process dies midway the repeat does what is left, does nothing twice, and tells all", async (t) => {
  const centre = await testCentre(t);
  const ids = await waiting(centre, 4);
  const [, , third = ""] = ids;
  // A dead process tidies nothing up.
  const dying = failingAt(centre, (id) => (id === third ? new Error("dead") : undefined), {
    forgetKey: async () => undefined,
  });
  const first = await supervised(t, { centre, options: { performing: { ...centre.performing, store: dying } } });
  assert.equal((await first.post("sam", "/interactions", move(ids), key)).status, 500);
  assert.deepEqual(await Promise.all(ids.map((id) => moves(centre, id))), [1, 1, 0, 0]);
  const next = await supervised(t, { centre });
  const early = await next.post("sam", "/interactions", move(ids), key);
  assert.deepEqual([early.status, early.json["statusCode"]], [409, 19], "it might still run");
  centre.clock.advance(30_000);
  const repeat = await next.post("sam", "/interactions", move(ids), key);
  assert.equal(repeat.json["statusCode"], 0, repeat.text);
  assert.deepEqual(await Promise.all(ids.map((id) => moves(centre, id))), [1, 1, 1, 1]);
  assert.equal((await next.post("sam", "/interactions", move(ids), key)).text, repeat.text);
});

test("when the database goes away midway the rest is said not to be done, and the same key goes on with it", async (t) => {
  const centre = await testCentre(t);
  const ids = await waiting(centre, 3);
  const [first = "", second = ""] = ids;
  let gone = second;
  const going = failingAt(centre, (id) => (id === gone ? new NotApplied("gone") : undefined));
  const { post } = await supervised(t, { centre, options: { performing: { ...centre.performing, store: going } } });
  const partial = await post("sam", "/interactions", move(ids), key);
  assert.deepEqual(
    [partial.status, partial.json["statusCode"], partial.json["statusMessage"]],
    [200, 7, "1 of 3 done"],
  );
  gone = "";
  const rest = await post("sam", "/interactions", move(ids), key);
  assert.equal(rest.json["statusCode"], 0, rest.text);
  for (const id of ids) assert.equal(await moves(centre, id), 1);
  gone = first;
  const nothing = await post("sam", "/interactions", move(ids));
  assert.deepEqual([nothing.status, nothing.headers["retry-after"]], [503, "2"]);
});

test("what is not reached in time is said to be so", async (t) => {
  const centre = await testCentre(t);
  const ids = await waiting(centre, 3);
  const { store } = centre.performing;
  const versions = async () =>
    Number((await centre.pool.query("SELECT sum(version) AS n FROM interactions")).rows[0].n);
  let seen = await versions();
  const slow: Store = {
    ...store,
    // That somebody is there is written down beside the request, and takes no time of it.
    change: async (...asked) => {
      const value = await store.change(...asked);
      const present = await versions();
      if (present !== seen) centre.clock.advance(11_000);
      seen = present;
      return value;
    },
  };
  const { post } = await supervised(t, { centre, options: { performing: { ...centre.performing, store: slow } } });
  const { json } = await post("sam", "/interactions", move(ids));
  assert.deepEqual([json["statusCode"], json["statusMessage"]], [7, "2 of 3 done"]);
  const results = json["results"];
  assert.ok(Array.isArray(results));
  assert.deepEqual([results[2].statusCode, "version" in results[2]], [9, false]);
});
