import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../../testing/agent-day.ts";
import { attaching, rawForm } from "./attachments.fixture.ts";

const filePart = ['Content-Disposition: form-data; name="attachment"; filename="a.txt"'];

test("a form that is refused stands under its key, whatever the boundary; the form as it should be is another request", async (t) => {
  const { centre, draft, at, call } = await attaching(t);
  const send = (key: string, boundary: string, parts: number, cutBytes = 0) => {
    const part = [filePart, "bytes"] as const;
    const { body, headers } = rawForm(
      Array.from({ length: parts }, () => part),
      boundary,
    );
    const sent = body.subarray(0, body.length - cutBytes);
    return call("POST", at, { body: sent, headers: { ...headers, "idempotency-key": key } });
  };
  const reused = [409, 2, "Idempotency-Key was used for another request"];
  for (const [key, parts, cutBytes] of [
    ["two", 2, 0],
    ["none", 0, 0],
    ["cut", 1, 6],
  ] as const) {
    const first = await send(key, "one", parts, cutBytes);
    assert.equal(first.status, 400, key);
    const again = await send(key, "other", parts, cutBytes);
    assert.deepEqual([again.status, String(again.bytes)], [400, String(first.bytes)], key);
    assert.equal(again.headers.get("idempotency-replayed"), "true", key);
    assert.deepEqual((await send(key, "one", 1)).failure, reused, key);
  }
  assert.equal((await load(centre, draft)).attachments.length, 0);
  assert.equal((await send("good", "one", 1)).status, 200);
  assert.deepEqual((await send("good", "one", 2)).failure, reused);
});
