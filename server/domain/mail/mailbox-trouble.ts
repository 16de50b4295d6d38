/** Why an account cannot be read. mail.md 3.3 */
export type SourceTrouble =
  | "name"
  | "connect"
  | "tls"
  | "busy"
  | "log-in"
  | "time-out"
  | "folder"
  | "closed"
  | "protocol"
  | "space"
  | "backlog"
  | "secret"
  | "token"
  | "token-revoked"
  | "fault";

const firstPauseMs = 5_000;
const longestPauseMs = 300_000;
/** A refused password is not tried often: servers lock accounts. */
const refusedPauseMs = 3_600_000;
/** Nothing changes until a person agrees anew; whoever changes the account is not kept waiting by this. */
const revokedPauseMs = 86_400_000;
const jitter = 0.1;

const longPausesMs: Readonly<Partial<Record<SourceTrouble, number>>> = {
  "log-in": refusedPauseMs,
  secret: refusedPauseMs,
  "token-revoked": revokedPauseMs,
};

/** How long an account rests after so many failures in a row: 5 s doubling to 5 min, never given up; `chance` (0 to 1) spreads 10 % either way. mail.md 3.3 */
export function fetchBackOffMs(trouble: SourceTrouble, failures: number, chance: number): number {
  const doubled = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10));
  const pauseMs = longPausesMs[trouble] ?? doubled;
  return Math.round(pauseMs * (1 - jitter + 2 * jitter * chance));
}
