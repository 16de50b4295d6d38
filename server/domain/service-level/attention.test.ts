import assert from "node:assert/strict";
import { test } from "node:test";
import { attentionOf } from "./attention.ts";

const deliveries = { waiting: 9, sending: 1, retrying: 2, sent: 3, failed: 0, unknown: 0, held: 0, cancelled: 4 };
const queue = (name: string, more: object) => ({ name, waiting: 0, overdue: 0, capable: 1, ...more });

test("nothing needs attention while all goes its way", () => {
  assert.deepEqual(attentionOf({ queues: [queue("support", { waiting: 5 })], alarms: [], deliveries }), []);
  assert.deepEqual(attentionOf({ queues: [queue("empty", { capable: 0 })], alarms: [], deliveries }), []);
});

test("what is late comes first, the queue with most of it on top, and each item names its cause", () => {
  const alarm = { mailbox: "tech@acme.test", since: 1, text: "no successful look into the account for 6 minutes" };
  const queues = [
    ...[queue("a", { overdue: 1 }), queue("b", { overdue: 6, waiting: 7 }), queue("c", { waiting: 2, capable: 0 })],
  ];
  const items = attentionOf({ queues, alarms: [alarm], deliveries: { ...deliveries, failed: 2, unknown: 1, held: 3 } });
  assert.deepEqual(items, [
    { kind: "overdue", level: "late", queue: "b", count: 6 },
    { kind: "overdue", level: "late", queue: "a", count: 1 },
    { kind: "nobody", level: "late", queue: "c", count: 2 },
    { kind: "failed", level: "late", count: 2 },
    { kind: "unknown", level: "late", count: 1 },
    { kind: "held", level: "soon", count: 3 },
    { kind: "mailbox", level: "soon", ...alarm },
  ]);
});
