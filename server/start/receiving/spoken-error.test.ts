import assert from "node:assert/strict";
import { test } from "node:test";
import { heardError, spokenError } from "./spoken-error.ts";

test("an error crosses with its name, code, place and causes, and without what was hung on it", () => {
  const socket = { write: () => undefined };
  const cause = Object.assign(new Error("the socket broke"), { code: "ECONNRESET", socket });
  const error = Object.assign(new TypeError("it failed", { cause }), { socket });
  const heard = heardError(structuredClone(spokenError(error)));
  assert.ok(heard instanceof Error);
  assert.deepEqual([heard.name, heard.message, heard.stack], ["TypeError", "it failed", error.stack]);
  assert.ok(heard.cause instanceof Error);
  assert.equal(heard.cause.message, "the socket broke");
  assert.equal("code" in heard.cause && heard.cause.code, "ECONNRESET");
  assert.ok(!("socket" in heard) && !("code" in heard));
});

test("what is thrown and is no error crosses as its words, and a circle of causes ends", () => {
  assert.equal(heardError(spokenError("out of luck")).message, "out of luck");
  const circle = new Error("round");
  circle.cause = circle;
  let depth = 0;
  for (let at: unknown = heardError(spokenError(circle)); at instanceof Error; at = at.cause) depth += 1;
  assert.equal(depth, 6);
});
