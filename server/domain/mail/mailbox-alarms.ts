import type { SourceTrouble } from "./mailbox-trouble.ts";

/** What is known of an account that is emptied. Times are wall milliseconds. */
export type AccountFacts = {
  readonly passedAt: number | undefined;
  readonly failing: { readonly since: number; readonly kind: SourceTrouble; readonly cause: string } | undefined;
  readonly waiting: number;
  readonly oldestWaitingAt: number | undefined;
  readonly unaccounted: number;
};

export type AccountState = "ok" | "starting" | "failing";

const withoutPassMs = 300_000;

/** Whether it is read, has not been looked into yet, or cannot be read. */
export const accountState = ({ passedAt, failing }: AccountFacts): AccountState =>
  failing !== undefined ? "failing" : passedAt === undefined ? "starting" : "ok";

/** How old the oldest mail is that lies there and was not taken, as far as anybody knows: while nobody can look, everything since the last look may be. */
export function lagMs({ passedAt, failing, oldestWaitingAt }: AccountFacts, now: number): number {
  const since = [oldestWaitingAt, failing === undefined ? undefined : (passedAt ?? failing.since)];
  return Math.max(0, ...since.flatMap((at) => (at === undefined ? [] : [now - at])));
}

/** In words for an admin; empty when all is well. mail.md 3.3 */
export function accountAlarms(facts: AccountFacts, now: number): readonly string[] {
  const { passedAt, failing, unaccounted } = facts;
  const alarms: string[] = [];
  if (failing !== undefined) alarms.push(failing.cause);
  const silentSince = passedAt ?? failing?.since;
  if (silentSince !== undefined && now - silentSince > withoutPassMs) {
    alarms.push(`no successful look into the account for ${Math.floor((now - silentSince) / 60_000)} minutes`);
  }
  if (unaccounted > 0) alarms.push(`${unaccounted} messages on the server are unaccounted for`);
  return alarms;
}
