import assert from "node:assert/strict";
import { test } from "node:test";
import { createMetrics } from "./prometheus.ts";

test("counters add up and gauges keep the last value, by label", async () => {
  const metrics = createMetrics();
  metrics.count("postroom_mails_total", { outcome: "accepted" });
  metrics.count("postroom_mails_total", { outcome: "accepted" }, 2);
  metrics.count("postroom_mails_total", { outcome: "refused" });
  metrics.count("postroom_starts_total");
  metrics.gauge("postroom_queue_interactions", 7, { queue: "support" });
  metrics.gauge("postroom_queue_interactions", 5, { queue: "support" });
  const text = await metrics.text();
  assert.match(text, /^postroom_mails_total\{outcome="accepted"\} 3$/m);
  assert.match(text, /^postroom_mails_total\{outcome="refused"\} 1$/m);
  assert.match(text, /^postroom_starts_total 1$/m);
  assert.match(text, /^postroom_queue_interactions\{queue="support"\} 5$/m);
  assert.match(text, /^# TYPE postroom_mails_total counter$/m);
});

test("two sets of metrics in one process do not mix", async () => {
  const one = createMetrics();
  const other = createMetrics();
  one.count("postroom_mails_total");
  assert.doesNotMatch(await other.text(), /postroom_mails_total/);
});

test("a label that the metric was not made with is a mistake, and throws", () => {
  const metrics = createMetrics();
  metrics.count("postroom_mails_total", { outcome: "accepted" });
  assert.throws(() => metrics.count("postroom_mails_total", { queue: "support" }));
});
