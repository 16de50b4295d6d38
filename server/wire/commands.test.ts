import assert from "node:assert/strict";
import { test } from "node:test";
import { failureAnswer } from "@postroom/contract";
import { resources } from "./api.ts";
import type { Answering, ApiRequest } from "./entry.ts";
import { alice } from "./examples.fixture.ts";

/** A server of which nothing may be asked: what these requests are refused for is found before. */
function untouched(): Answering {
  return new Proxy(Object.create(null), {
    get: (_, key) => (key === "settings" ? { notReadyReasons: [] } : assert.fail(`${String(key)} was asked for`)),
  });
}

async function answered(path: string, body: unknown, given: Partial<ApiRequest> = {}) {
  const entry = resources.find(({ paths }) => paths.includes(path))?.post;
  assert.ok(entry, path);
  const request = { actor: alice, params: { id: "E1" }, query: {}, body, ifMatch: undefined, idempotency: undefined };
  const answer = await entry.answer({ answering: untouched(), request: { ...request, ...given } });
  assert.ok("json" in answer);
  const { statusCode, statusMessage } = failureAnswer.parse(JSON.parse(answer.json));
  return [answer.status, statusCode, statusMessage];
}

const email = "/me/emails/{id}";
const interaction = "/me/interactions/{id}";

test("a missing and an unknown operation are told apart", async () => {
  assert.deepEqual(await answered(email, {}), [400, 1, "$.operationName: missing"]);
  assert.deepEqual(await answered(email, { operationName: "Foo" }), [
    400,
    10,
    '$.operationName: unknown operation "Foo"',
  ]);
  assert.deepEqual(await answered(email, { operationName: "toString" }), [400, 10, '$.operationName: unknown operation "toString"']); // biome-ignore format: one line
  assert.deepEqual(await answered(email, { operationName: "Create" }), [400, 10, '$.operationName: unknown operation "Create"']); // biome-ignore format: one line
  assert.deepEqual(await answered("/me/emails", { operationName: "Reply" }), [400, 10, '$.operationName: unknown operation "Reply"']); // biome-ignore format: one line
});

test("a body that is no object is refused", async () => {
  for (const body of [undefined, [], "Accept", 1]) {
    const [status, code] = await answered(interaction, body);
    assert.ok(status === 400 && (code === 10 || code === 1), JSON.stringify(body));
  }
});

test("a wrong type is refused at its path, in both dialects", async () => {
  const body = { operationName: "Reply", quoteOriginal: "yes" };
  for (const path of [email, interaction]) {
    assert.deepEqual(await answered(path, body), [400, 10, "$.quoteOriginal: expected boolean, got string"]);
  }
});

test("PlaceInQueue without a queue misses one", async () => {
  assert.deepEqual(await answered(email, { operationName: "PlaceInQueue" }), [400, 1, "$.queueName: missing"]);
});

test("two queues that cannot be one contradict each other", async () => {
  const body = { operationName: "Complete", queueUri: "/queues/a", queueId: "b" };
  assert.deepEqual(await answered(email, body), [400, 2, "$.queueId: names another queue than queueUri"]);
});

test("a bad address is refused where it stands", async () => {
  const body = { operationName: "Send", email: { to: ["ann@customer.test", "ann@"] } };
  assert.deepEqual(await answered(email, body), [400, 10, '$.email.to[1]: not an e-mail address: "ann@"']);
});

test("both containers at once exclude each other", async () => {
  const body = { operationName: "Save", email: {}, email_object: {} };
  assert.deepEqual(await answered(email, body), [400, 2, "$.email: email and email_object exclude each other"]);
});

test("an If-Match that is no version is refused", async () => {
  const refused = await answered(email, { operationName: "Accept" }, { ifMatch: "latest" });
  assert.deepEqual(refused, [400, 10, 'If-Match: expected "<version>"']);
});

test("a state that settings do not name is no operation", async () => {
  for (const path of ["/me", "/me/channels/email"]) {
    const [status, code] = await answered(path, { operationName: "GoneFishing" });
    assert.deepEqual([status, code], [400, 10]);
  }
});
