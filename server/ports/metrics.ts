/** Counters and gauges, named `postroom_<noun>_<unit>`; labels only from closed sets. */
export interface Metrics {
  /** Adds `by` (default 1) to a counter. */
  count(name: string, labels?: MetricLabels, by?: number): void;
  /** Sets a gauge to `value`. */
  gauge(name: string, value: number, labels?: MetricLabels): void;
  /** The text format of Prometheus. */
  text(): Promise<string>;
}

export type MetricLabels = Readonly<Record<string, string>>;
