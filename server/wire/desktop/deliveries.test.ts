import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { load, sent } from "../../testing/agent-day.ts";
import { claim, claimOne, mark, record, recover } from "../../testing/sending-by-hand.ts";
import { toldTo } from "../../testing/supervised.ts";
import { supervised } from "../gws/supervisor.fixture.ts";

/** Alice has sent a mail. */
async function deciding(t: TestContext) {
  const { centre, ask, get } = await supervised(t);
  const id = await sent(centre, "alice");
  const decide = (as: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    ask({ method: "POST", path: `/api/postroom/v1/interactions/${id}/delivery`, as, body, headers });
  const version = async () => (await load(centre, id)).version;
  const said = async (as: string, operationName: string, more: object = {}) => {
    const { status, json } = await decide(as, { operationName, version: await version(), ...more });
    return [json["statusCode"], status];
  };
  const lose = async () => {
    await mark(centre, await claimOne(centre, "gone"));
    await recover(centre);
  };
  return { centre, get, id, decide, version, said, lose };
}

test("what is unknown is sent again by its sender, once, and the answer is the whole delivery", async (t) => {
  const { centre, decide, version, lose, get, id } = await deciding(t);
  await lose();
  const seen = await version();
  const body = { operationName: "Resend", version: seen };
  const key = { "idempotency-key": "again" };
  const answer = await decide("alice", body, key);
  assert.deepEqual([answer.status, answer.headers["etag"]], [200, `"${seen + 1}"`], answer.text);
  const shown = (await get("alice", `/interactions/${id}/delivery`)).json["delivery"];
  assert.deepEqual(answer.json["delivery"], shown);
  assert.equal((await claim(centre)).length, 1);
  const same = await decide("alice", body, key);
  assert.deepEqual([same.text, same.headers["idempotency-replayed"]], [answer.text, "true"]);
  const other = await decide("alice", body);
  assert.deepEqual([other.status, other.json["version"]], [409, seen + 1]);
});

test("MarkSent settles what is unknown, and nothing else; the reason stands in the history", async (t) => {
  const { said, lose, id, get } = await deciding(t);
  assert.deepEqual(await said("sam", "MarkSent"), [2, 409]);
  await lose();
  assert.deepEqual(await said("bob", "MarkSent"), [3, 403]);
  assert.deepEqual(await said("sam", "MarkSent", { reason: "customer called" }), [0, 200]);
  const rows = (await get("sam", `/interactions/${id}/history`)).json["history"];
  assert(Array.isArray(rows));
  const { operation, by, why } = rows.at(-1);
  assert.deepEqual([operation, by, why], ["MarkSent", "sam", "customer called"]);
  assert.deepEqual(await said("sam", "Resend"), [2, 409]);
});

test("a supervisor cancels what waits, its sender may not, and what failed is sent again", async (t) => {
  const { centre, said, decide, version } = await deciding(t);
  assert.deepEqual(await said("alice", "Cancel"), [5, 403]);
  const cancelled = await decide("sam", { operationName: "Cancel", version: await version() });
  assert.equal(Object(cancelled.json["delivery"]).state, "cancelled", cancelled.text);
  assert.deepEqual(await said("alice", "Resend"), [0, 200]);
  await record(centre, await claimOne(centre), { row: "RefusedForGood", code: 550, error: "no such user" });
  const again = await decide("alice", { operationName: "Resend", version: await version() });
  const { state, attempts } = Object(again.json["delivery"]);
  assert.deepEqual([state, attempts.map((one: { code: number }) => one.code)], ["waiting", [550]]);
});

test("the sender hears of each change of a delivery, whole and in a version that grows; nobody else does", async (t) => {
  const { centre, get, id, said, lose } = await deciding(t);
  const topic = "/postroom/v1/me/deliveries";
  const versions: number[] = [];
  const heard = async (state: string): Promise<void> => {
    const last = (await toldTo(centre, "alice", topic)).at(-1);
    const { delivery } = (await get("alice", `/interactions/${id}/delivery`)).json;
    assert.deepEqual(last, { interactionId: id, delivery });
    assert.equal(Object(delivery).state, state);
    versions.push(Object(delivery).version);
  };
  await heard("waiting");
  const nextAttempt = { due: centre.clock.steady(), shown: centre.clock.wall() };
  await record(centre, await claimOne(centre), {
    row: "RefusedForNow",
    code: 451,
    change: { refusals: 1, nextAttempt },
  });
  await heard("retrying");
  await lose();
  await heard("unknown");
  assert.deepEqual(await said("sam", "Resend"), [0, 200]);
  await heard("waiting");
  await record(centre, await claimOne(centre), { row: "RefusedForGood", code: 550, error: "no such user" });
  await heard("failed");
  assert.deepEqual(
    versions,
    versions.toSorted((one, other) => one - other),
  );
  assert.equal(new Set(versions).size, versions.length);
  for (const other of ["sam", "bob"]) assert.deepEqual(await toldTo(centre, other, topic), []);
});

test("a body without version or with another than If-Match, and other names, are refused and change nothing", async (t) => {
  const { decide, version, lose, centre, id } = await deciding(t);
  await lose();
  const seen = await version();
  const cases = [
    [{ operationName: "Resend" }, {}, 1, /version/],
    [{ operationName: "Resend", version: "3" }, {}, 10, /version/],
    [{ operationName: "Resend", version: seen }, { "if-match": '"1"' }, 2, /version.*If-Match/],
    [{ operationName: "Hold", version: seen }, {}, 10, /operationName/],
  ] as const;
  for (const [body, headers, code, text] of cases) {
    const { status, json } = await decide("alice", body, headers);
    assert.deepEqual([status, json["statusCode"]], [400, code], JSON.stringify(json));
    assert.match(String(json["statusMessage"]), text);
  }
  const { delivery, version: still } = await load(centre, id);
  assert.deepEqual([delivery, still], ["unknown", seen]);
});
