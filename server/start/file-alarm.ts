import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";

/** Tells whoever watches the server that a stored file cannot be given as it was stored. reliability.md 2.8 */
export const fileAlarm =
  ({ metrics, log }: { readonly metrics: Metrics; readonly log: Log }) =>
  (cause: Error): void => {
    metrics.count("postroom_files_unreadable_total");
    log.error({ alarm: "file-unreadable", cause }, "a stored file is damaged or missing: see postroom check");
  };
