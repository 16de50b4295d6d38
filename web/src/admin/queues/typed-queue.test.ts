import assert from "node:assert/strict";
import test from "node:test";
import { secondsOf, spanOf, spanText } from "./spans.ts";
import { bodyOf, fieldOf, type Queue, typedOf } from "./typed-queue.ts";
import { spansIn, weekLines } from "./week.ts";

const office = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:30" },
];
const hours = {
  ...{ timeZone: "Europe/Madrid", holidays: ["2026-12-25", "2027-01-01"], saturday: [], sunday: [] },
  ...{ monday: office, tuesday: office, wednesday: office, thursday: office, friday: [{ from: "08:00", to: "24:00" }] },
};
const told = {
  ...{ name: "support", kind: "inbound" as const, description: "Customers", invitationTimeout: 45 },
  ...{ sla: { replySeconds: 14_400, targetPercent: 85 }, hours },
  ...{
    acknowledgement: { response: "thanks", unauthenticated: false },
    recipientGuard: "block" as const,
    retention: { days: 730 },
  },
  routing: {
    ...{ skills: "English >= 2", priority: -3, lastAgent: true, relax: [{ after: 90, skills: "" }] },
    overflow: { after: 600, queue: "general" },
  },
};
const queue: Queue = {
  ...told,
  ...{ id: "q", version: 3, builtIn: false, mailboxes: [], source: "page", readOnly: false },
};

test("what was read and is not typed anew is sent as it was", () => {
  assert.deepEqual(bodyOf(typedOf(queue), queue), told);
  assert.deepEqual(bodyOf({ ...typedOf(undefined), name: " vip " }, undefined), {
    ...{ name: "vip", kind: "inbound", description: "" },
    routing: { skills: "", priority: 0, lastAgent: false, relax: [] },
  });
});

test("of a queue that is never routed only its name, description, guard and retention are sent", () => {
  const draft: Queue = { ...queue, kind: "draft" };
  assert.deepEqual(Object.keys(bodyOf(typedOf(draft), draft)), [
    "name",
    "kind",
    "description",
    "recipientGuard",
    "retention",
  ]);
});

test("what is no number and no time goes as it was typed, for the server to refuse", () => {
  const typed = { ...typedOf(queue), reply: { amount: "soon", unit: "hour" as const }, priority: "high" };
  const body = Object(bodyOf(typed, queue));
  assert.deepEqual([body.sla.replySeconds, body.routing.priority], ["soon", "high"]);
  assert.deepEqual(spansIn("9-12; 13.30 – 17:00, noon"), [
    { from: "09:00", to: "12:00" },
    { from: "13:30", to: "17:00" },
    { from: "noon", to: "" },
  ]);
});

test("spans are shown in the unit that people would use", () => {
  assert.deepEqual(spanOf(5_400, "hour"), { amount: "90", unit: "minute" });
  assert.equal(secondsOf({ amount: "1,5", unit: "hour" }), 5_400);
  assert.equal(spanText(14_400, "en-GB"), "4 hrs");
});

test("days with the same hours are told of together", () => {
  assert.deepEqual(weekLines(hours, "en-GB"), ["Mon–Thu 08:00–12:00, 13:00–17:30", "Fri 08:00–24:00"]);
});

test("each place of the body has a field in the form", () => {
  assert.equal(fieldOf("hours.monday[1].to"), "hours.monday");
  assert.equal(fieldOf("hours.holidays[4]"), "hours.holidays");
  assert.equal(fieldOf("routing.relax[0].skills"), "routing.relax[0].skills");
});
