import assert from "node:assert/strict";
import { test } from "node:test";
import { type Ask, settingsOf, startHttp } from "./http.fixture.ts";

const broken: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/me/emails/%zz"],
  ["GET", "/api/v2/users/%"],
  ["POST", "/me/interactions/%E0%A4%A"],
  ["DELETE", "/api/v2/me/emails/%c3%28/attachments/1"],
  ["POST", "/api/v2/notifications/%zz"],
  ["GET", "/api/v2/notifications/%"],
];

test("a path that cannot be read: first who asks, then 404 in both envelopes", async (t) => {
  const { ask } = await startHttp(t);
  for (const [method, path] of broken) {
    const asked: Ask = { method, path, ...(method === "POST" ? { body: { operationName: "Accept" } } : {}) };
    for (const [as, status, code] of [
      [undefined, 401, 20],
      ["alice", 404, 6],
    ] as const) {
      const answer = await ask({ ...asked, ...(as === undefined ? {} : { as }) });
      assert.deepEqual([answer.status, answer.json["statusCode"]], [status, code], `${path} ${answer.text}`);
      assert.equal(answer.headers["content-type"], "application/json; charset=utf-8");
      assert.equal(answer.json["errorDescription"], answer.json["statusMessage"]);
    }
  }
});

test("one that cannot be read is told as 200 to clients that know nothing else, the missing log-in as 401", async (t) => {
  const { ask } = await startHttp(t, { file: settingsOf({ alwaysHttp200: true }) });
  for (const [method, path] of broken.filter(([verb]) => verb === "GET")) {
    const known = await ask({ method, path, as: "alice" });
    assert.deepEqual([known.status, known.json["statusCode"]], [200, 6]);
    assert.equal((await ask({ method, path })).status, 401);
  }
});
