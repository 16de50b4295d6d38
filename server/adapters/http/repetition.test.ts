import assert from "node:assert/strict";
import { test } from "node:test";
import { owned } from "../../testing/agent-day.ts";
import { success } from "../../wire/answers.ts";
import type { Resource } from "../../wire/entry.ts";
import { type Ask, settingsOf, startHttp } from "./http.fixture.ts";

const reused = [409, 2, "Idempotency-Key was used for another request"];

/** Sends with a key of its own or a given one. */
async function startKeyed(...[t, given]: Parameters<typeof startHttp>) {
  const server = await startHttp(t, given);
  const send = async (key: string, path: string, body?: unknown, more: Partial<Ask> = {}) => {
    const headers = { "idempotency-key": key, ...more.headers };
    const answer = await server.ask({ method: "POST", as: "alice", ...more, path: `/api/v2${path}`, body, headers });
    const isReplay = answer.headers["idempotency-replayed"] === "true";
    return { ...answer, isReplay, told: [answer.status, answer.json["statusCode"], answer.json["statusMessage"]] };
  };
  return { ...server, send };
}

test("refusals found before an operation begins are the answer to their key for ever", async (t) => {
  const { send, centre } = await startKeyed(t);
  const email = `/me/emails/${await owned(centre, "alice")}`;
  const cases: readonly (readonly [path: string, body: unknown, more?: Partial<Ask>])[] = [
    [email, '{"operationName":'],
    [email, "[]"],
    [email, { operationName: "Foo" }],
    [email, {}],
    [email, { operationName: "Reply", quoteOriginal: "yes" }],
    [email, { operationName: "PlaceInQueue" }],
    [email, { operationName: "Complete" }, { headers: { "content-type": "text/plain" } }],
    [email, { operationName: "Complete" }, { headers: { "if-match": "x" } }],
    ["/me", { operationName: "ChangePassword", oldPassword: "no", newPassword: "a much better one" }],
    ["/users", { userName: 1 }, { as: "root" }],
    ["/users/no", { enabled: "x" }, { as: "root", method: "PUT" }],
    ["/queues/no", undefined, { as: "root", method: "DELETE" }],
    ["/skills", { name: "x" }],
  ];
  for (const [index, [path, body, more]] of cases.entries()) {
    const first = await send(`k${index}`, path, body, more);
    assert.ok(first.status >= 400 && !first.isReplay, first.text);
    const again = await send(`k${index}`, path, body, more);
    assert.deepEqual([again.status, again.text, again.isReplay], [first.status, first.text, true], first.text);
    const other = await send(`k${index}`, path, { operationName: "Complete", another: true }, more);
    assert.deepEqual(other.told, reused, first.text);
  }
  const { rows } = await centre.pool.query("SELECT FROM remembered_answers");
  assert.equal(rows.length, cases.length);
});

test("the group of a workbin makes another request of one, whatever else the query says", async (t) => {
  const { send } = await startKeyed(t);
  const [bin, body] = ["/me/workbins/none", { operationName: "Subscribe" }];
  const first = await send("k", `${bin}?agentGroup=FrontLine&_=1`, body);
  const again = await send("k", `${bin}?_=2&agentGroup=FrontLine`, body);
  assert.deepEqual([again.text, again.isReplay], [first.text, true]);
  assert.deepEqual((await send("k", `${bin}?agentGroup=Back`, body)).told, reused);
  assert.deepEqual((await send("k", bin, body)).told, reused);
});

test("a key that did something does not let another body through, however broken", async (t) => {
  const { send, centre, ask } = await startKeyed(t);
  const email = `/me/emails/${await owned(centre, "alice")}`;
  const first = await send("k", email, { operationName: "Complete" });
  assert.equal(first.status, 200);
  for (const body of ["{", "[]", "x", { operationName: "Foo" }, { operationName: 1 }, { operationName: "Reply" }]) {
    assert.deepEqual((await send("k", email, body)).told, reused, JSON.stringify(body));
  }
  assert.deepEqual((await send("k", "/me", { operationName: "Complete" })).told, reused, "another path");
  assert.deepEqual((await send("k", email, { operationName: "Complete" }, { method: "PUT" })).status, 405);
  const again = await send("k", email, { operationName: "Complete" });
  assert.deepEqual([again.text, again.isReplay], [first.text, true]);
  assert.equal((await ask({ path: email, as: "alice", headers: { "idempotency-key": "k" } })).status, 200);
});

test("every write is done once for its key: sessions, users, queues, settings, DELETE", async (t) => {
  const { send, centre } = await startKeyed(t);
  const root = { as: "root" };
  const user = await send("u", "/users", { userName: "carol", password: "carol-demo-1" }, root);
  const queue = await send("q", "/queues", { name: "late" }, root);
  const writes: readonly (readonly [path: string, body: unknown, more?: Partial<Ask>])[] = [
    ["/me", { operationName: "StartContactCenterSession" }],
    ["/me/channels/email", { operationName: "Ready" }],
    ["/me", { operationName: "DoNotDisturbOn" }],
    ["/me", { operationName: "EndContactCenterSession" }],
    [`/users/${user.json["id"]}`, { firstName: "Carol" }, { ...root, method: "PUT" }],
    ["/settings/interaction-workspace", { "email.quote-char": "|" }, { ...root, method: "PUT" }],
    [`/queues/${queue.json["id"]}`, undefined, { ...root, method: "DELETE" }],
    [`/users/${user.json["id"]}`, undefined, { ...root, method: "DELETE" }],
  ];
  for (const [index, [path, body, more]] of writes.entries()) {
    const headers = { "if-match": "nothing here has a version" };
    const first = await send(`w${index}`, path, body, { ...more, headers });
    assert.deepEqual([first.status, first.isReplay], [200, false], first.text);
    const { rows: before } = await centre.pool.query("SELECT FROM outbox");
    const again = await send(`w${index}`, path, body, more);
    assert.deepEqual([again.status, again.text, again.isReplay], [200, first.text, true], path);
    const { rows: after } = await centre.pool.query("SELECT FROM outbox");
    assert.equal(after.length, before.length, "no second event");
  }
  const mine = await send("u", "/users", { userName: "carol", password: "carol-demo-1" }, root);
  assert.deepEqual([mine.text, mine.isReplay], [user.text, true]);
});

test("a key belongs to its user, and 401, 413, 429 and what failed are not remembered", async (t) => {
  const describes = { summary: "" };
  let fails = true;
  const answer = async () => {
    if (fails) throw new Error("broken");
    return success({ done: true });
  };
  const resources: readonly Resource[] = [{ name: "T", paths: ["/me/things"], post: { answer, describes } }];
  const file = settingsOf({ requestRate: 1, requestBurst: 4, jsonBytesMax: 1_024 });
  const { send, centre } = await startKeyed(t, { file, options: { resources } });
  const small = { a: 1 };
  assert.equal((await send("k", "/me/things", small, { headers: { authorization: "Basic eDp5" } })).status, 401);
  assert.equal((await send("k", "/me/things", "x".repeat(2_000))).status, 413);
  assert.equal((await send("k", "/me/things", small)).status, 500);
  fails = false;
  assert.deepEqual((await send("k", "/me/things", small)).json["done"], true);
  assert.equal((await send("k", "/me/things", small)).isReplay, true);
  assert.equal((await send("k", "/me/things", small)).status, 429);
  centre.clock.advance(2_000);
  const bob = await send("k", "/me/things", { b: 2 }, { as: "bob" });
  assert.deepEqual([bob.status, bob.isReplay], [200, false]);
});

test("while the first request runs the same key is refused with 19", async (t) => {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const answer = async () => {
    begun.resolve();
    await goOn.promise;
    return success({ done: true });
  };
  const resources: readonly Resource[] = [
    { name: "T", paths: ["/me/things"], post: { answer, describes: { summary: "" } } },
  ];
  const { send } = await startKeyed(t, { options: { resources } });
  const first = send("k", "/me/things", {});
  await begun.promise;
  const second = await send("k", "/me/things", {});
  assert.deepEqual(second.told, [409, 19, "the first request with this Idempotency-Key is still running"]);
  goOn.resolve();
  assert.equal((await first).status, 200);
  assert.equal((await send("k", "/me/things", {})).isReplay, true);
});
