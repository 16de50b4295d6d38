/** Why an account cannot be read. mail.md 3.3 */
export type SourceTrouble =
  | "name"
  | "connect"
  | "tls"
  | "log-in"
  | "time-out"
  | "folder"
  | "closed"
  | "protocol"
  | "space"
  | "backlog"
  | "secret"
  | "fault";

const firstPauseMs = 5_000;
const longestPauseMs = 300_000;
/** A refused password is not tried often: servers lock accounts. */
const refusedPauseMs = 3_600_000;
const jitter = 0.1;

/** How long an account rests after so many failures in a row: 5 s doubling to 5 min, never given up; `chance` (0 to 1) spreads 10 % either way. mail.md 3.3 */
export function fetchBackOffMs(trouble: SourceTrouble, failures: number, chance: number): number {
  const pauseMs =
    trouble === "log-in" || trouble === "secret"
      ? refusedPauseMs
      : Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(pauseMs * (1 - jitter + 2 * jitter * chance));
}
