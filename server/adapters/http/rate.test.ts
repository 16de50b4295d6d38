import assert from "node:assert/strict";
import { test } from "node:test";
import { virtualClock } from "../../testing/virtual-clock.ts";
import { createAttempts } from "./attempts.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";
import { createRate } from "./rate.ts";

const me = "/api/v2/me";

test("a bucket gives its burst at once, then its rate, to each user for itself", () => {
  const clock = virtualClock();
  const rate = createRate(clock, 10);
  const settings = { requestRate: 50, requestBurst: 200 };
  const taken = (user: string, tries: number) =>
    Array.from({ length: tries }, () => rate.take(user, settings)).filter((waitMs) => waitMs === 0).length;
  assert.equal(taken("alice", 300), 200);
  assert.equal(taken("bob", 1), 1);
  assert.ok(rate.take("alice", settings) <= 20);
  clock.advance(1_000);
  assert.equal(taken("alice", 300), 50);
  clock.advance(3_600_000);
  assert.equal(taken("alice", 300), 200);
});

test("a user beyond the rate is answered 429 with Retry-After and changes nothing; others are served", async (t) => {
  const { ask, centre } = await startHttp(t, { file: settingsOf({ requestRate: 1, requestBurst: 3 }) });
  for (let count = 0; count < 3; count += 1) assert.equal((await ask({ path: me, as: "alice" })).status, 200);
  for (const path of [me, "/api/v2/nothing"]) {
    const refused = await ask({ method: "POST", path, as: "alice", body: "{" });
    assert.deepEqual([refused.status, refused.json["statusCode"], refused.headers["retry-after"]], [429, 3, "1"]);
  }
  assert.equal((await ask({ path: me, as: "bob" })).status, 200);
  centre.clock.advance(1_000);
  assert.equal((await ask({ path: me, as: "alice" })).status, 200);
});

test("ten failures for one name close it for everybody who is not known yet, for a minute and no longer", async (t) => {
  const { ask, centre } = await startHttp(t);
  assert.equal((await ask({ path: me, as: "alice" })).status, 200);
  const guess = (password: string, remoteAddress: string) =>
    ask({ path: me, headers: { authorization: basic("alice", password) }, remoteAddress });
  for (let count = 0; count < 10; count += 1) assert.equal((await guess(`no-${count}`, `10.0.${count}.1`)).status, 401);
  const closed = await guess("no", "10.1.0.1");
  assert.deepEqual(
    [closed.status, closed.json["statusCode"], closed.json["statusMessage"]],
    [429, 3, "too many failed log-ins"],
  );
  assert.equal(closed.headers["retry-after"], "60");
  const form = await ask({ method: "POST", path: "/session", body: { userName: "ALICE", password: "no" } });
  assert.equal(form.status, 429);
  assert.equal((await ask({ path: me, as: "alice" })).status, 200, "who was verified before goes on");
  assert.equal((await ask({ path: me, as: "bob" })).status, 200);
  centre.clock.advance(60_000);
  assert.equal((await guess("no", "10.1.0.1")).status, 401);
});

test("ten failures from one address close it, whatever the names; other addresses stay open", async (t) => {
  const { ask } = await startHttp(t);
  for (let count = 0; count < 10; count += 1) {
    assert.equal((await ask({ path: me, headers: { authorization: basic(`ghost-${count}`) } })).status, 401);
  }
  assert.equal((await ask({ path: me, headers: { authorization: basic("ghost") } })).status, 429);
  assert.equal((await ask({ path: me, as: "bob" })).status, 429);
  assert.equal((await ask({ path: me, as: "bob", remoteAddress: "10.0.0.9" })).status, 200);
});

test("guesses at the same time do not get past the limit", async (t) => {
  const { ask } = await startHttp(t);
  const guesses = Array.from({ length: 40 }, (_, count) =>
    ask({ path: me, headers: { authorization: basic("bob", `no-${count}`) } }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 401).length, 10);
  assert.equal(statuses.filter((status) => status === 429).length, 30);
});

test("a shift that signs in at once, from one address and with many requests each, is served", async (t) => {
  const { ask } = await startHttp(t);
  const users = ["alice", "bob", "sam", "root"].flatMap((as) => Array.from({ length: 15 }, () => as));
  const answers = await Promise.all(users.map((as) => ask({ path: me, as })));
  assert.ok(answers.every(({ status }) => status === 200));
});

test("failures count for the whole network of an IPv6 address", () => {
  const attempts = createAttempts({ clock: virtualClock(), failuresMax: 2, windowMs: 60_000, rememberedMax: 100 });
  const fail = (name: string, address: string): boolean => {
    const attempt = attempts.begin(name, address);
    if ("waitMs" in attempt) return false;
    attempt.end("wrong");
    return true;
  };
  assert.ok(fail("a", "2001:db8::1"));
  assert.ok(fail("b", "2001:db8:0:0:ffff::2"));
  assert.ok(!fail("c", "2001:db8::77"));
  assert.ok(fail("d", "2001:db8:0:1::1"));
  assert.ok(fail("e", "::ffff:10.0.0.1"));
  assert.ok(fail("f", "10.0.0.1"));
  assert.ok(!fail("g", "10.0.0.1"));
  assert.ok(fail("h", "10.0.0.2"));
});
