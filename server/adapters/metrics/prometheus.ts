import { Counter, Gauge, Registry } from "@prometheus-io/client";
import type { MetricLabels, Metrics } from "../../ports/metrics.ts";

/** Counters and gauges of this process in a registry of their own. A name keeps the label names of its first use: other ones throw. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter<string>>();
  const gauges = new Map<string, Gauge<string>>();

  return {
    count: (name, labels = {}, by = 1) => {
      const counter = counters.get(name) ?? new Counter(described(name, labels, registry));
      counters.set(name, counter);
      counter.inc(labels, by);
    },
    gauge: (name, value, labels = {}) => {
      const gauge = gauges.get(name) ?? new Gauge(described(name, labels, registry));
      gauges.set(name, gauge);
      gauge.set(labels, value);
    },
    text: () => registry.metrics(),
  };
}

function described(name: string, labels: MetricLabels, registry: Registry) {
  const help = name
    .replace(/^postroom_/, "")
    .replace(/_total$/, "")
    .replaceAll("_", " ");
  return { name, help, labelNames: Object.keys(labels), registers: [registry] };
}
