import assert from "node:assert/strict";
import { test } from "node:test";
import { failureAnswer, statusCodes } from "@postroom/contract";
import { failed, refused } from "./answers.ts";
import { documentedStatuses, statusOf } from "./status.ts";

test("every refusal has a code and an HTTP status of the closed list", () => {
  const allowed = Object.values(statusCodes).map(({ code, http }) => `${code}/${http}`);
  const besides = ["3/405", "10/413", "10/415", "3/429", "4/503"];
  for (const { name, code, http } of documentedStatuses()) {
    assert.ok([...allowed, ...besides].includes(`${code}/${http}`), `${name}: ${code}/${http}`);
  }
});

test("every failure fits the contract's envelope", () => {
  for (const status of documentedStatuses()) {
    const answer = failed(status);
    assert.ok("json" in answer);
    failureAnswer.parse(JSON.parse(answer.json));
  }
});

test("the texts are those of wire.md 5.20", () => {
  const texts = documentedStatuses().map(({ text }) => text);
  for (const text of [
    "$.operationName: missing",
    "$.quoteOriginal: expected boolean, got string",
    "$.queueUri: names another queue than queueName",
    "$.queueName: Send cannot use the inbound queue general",
    "queue not found: suport",
    "Accept is not possible: the interaction is Processing",
    "Complete is not possible: DispositionCode is empty",
    "version 3 is stale, the present version is 5",
    "Idempotency-Key was used for another request",
    "Send is not possible: the interaction is held by another user",
    "adding attachments is not allowed for alice",
    "listing interactions needs role supervisor or admin",
    "$.userData.Mailbox: read-only",
    "interaction already taken: 00RB5D4K7T1M0001",
    "the mail would be larger than 52428800 bytes",
    "attachment: larger than 26214400 bytes",
  ]) {
    assert.ok(texts.includes(text), text);
  }
});

test("a hint stands behind what is missing", () => {
  const { text } = statusOf({ kind: "missing", path: "$.userUri", hint: "or another target" });
  assert.equal(text, "$.userUri: missing (or another target)");
});

test("a stale version tells the present one", () => {
  const answer = refused({ kind: "staleVersion", given: 3, present: 5 });
  assert.equal(answer.status, 409);
  assert.ok("json" in answer);
  assert.equal(
    answer.json,
    '{"status":"error","errorDescription":"version 3 is stale, the present version is 5","statusCode":2,"statusMessage":"version 3 is stale, the present version is 5","version":5}',
  );
});
