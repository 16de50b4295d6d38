import assert from "node:assert/strict";
import { test } from "node:test";
import type { z } from "zod";
import { readBody } from "../read-body.ts";
import { changeReadinessBody, meCommands, signInBody } from "./session.ts";

function refusalOf(schema: z.ZodType, body: unknown): string {
  const read = readBody(schema, body);
  assert(!read.ok);
  return `${read.problem.code} ${read.problem.path}: ${read.problem.message}`;
}

const start = meCommands.StartContactCenterSession;

test("a contact-center session is started on e-mail unless told otherwise, whatever telephony stands beside it", () => {
  const body = {
    operationName: "StartContactCenterSession",
    place: "P1",
    loginCode: 7001,
    queue: "",
    devicePath: "/devices/1",
    mobileSession: false,
  };
  const read = readBody(start, body);
  assert.deepEqual(read, { ok: true, value: { ...body, channels: ["email"] } });
});

test("channels are a list of names", () => {
  assert.equal(
    refusalOf(start, { operationName: "StartContactCenterSession", channels: "email" }),
    "10 $.channels: expected array, got string",
  );
  assert.equal(
    refusalOf(start, { operationName: "StartContactCenterSession", channels: [1] }),
    "10 $.channels[0]: expected string, got number",
  );
  assert.equal(
    refusalOf(start, { operationName: "StartContactCenterSession", place: {} }),
    "10 $.place: expected string, got object",
  );
});

test("a state may have a reason of one line", () => {
  assert(readBody(changeReadinessBody, { operationName: "NotReady", reason: "Lunch" }).ok);
  assert.equal(
    refusalOf(changeReadinessBody, { operationName: "NotReady", reason: "a\nb" }),
    "10 $.reason: line breaks are not allowed",
  );
});

test("a new password has at most 128 characters and both are needed", () => {
  const change = meCommands.ChangePassword;
  assert.equal(refusalOf(change, { operationName: "ChangePassword", newPassword: "x" }), "1 $.oldPassword: missing");
  assert.equal(
    refusalOf(change, { operationName: "ChangePassword", oldPassword: "x", newPassword: "" }),
    "1 $.newPassword: missing",
  );
  const long = { operationName: "ChangePassword", oldPassword: "x", newPassword: "x".repeat(129) };
  assert.equal(refusalOf(change, long), "10 $.newPassword: at most 128 characters");
});

test("signing in needs a user name and a password", () => {
  assert(readBody(signInBody, { userName: "alice", password: "alice-demo-1" }).ok);
  assert.equal(refusalOf(signInBody, {}), "1 $.userName: missing");
  assert.equal(refusalOf(signInBody, { userName: "alice", password: 5 }), "10 $.password: expected string, got number");
});
