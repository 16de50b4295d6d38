import { type CanaryFacts, lostCanary } from "./canary.ts";
import type { SourceTrouble } from "./mailbox-trouble.ts";
import { isTooQuiet, quietText, type UsualMail } from "./usual-mail.ts";

/** What is known of an account that is emptied. Times are wall milliseconds. */
export type AccountFacts = {
  readonly passedAt: number | undefined;
  readonly failing: { readonly since: number; readonly kind: SourceTrouble; readonly cause: string } | undefined;
  /** Since when nobody logs in any more, until somebody acts. */
  readonly stoppedAt: number | undefined;
  /** Somebody has switched it off: nothing of it is amiss. */
  readonly isOff: boolean;
  readonly waiting: number;
  readonly oldestWaitingAt: number | undefined;
  readonly unaccounted: number;
  /** Room on the mail server, where it says. */
  readonly quota: { readonly usedBytes: number; readonly limitBytes: number } | undefined;
  /** Until when new tokens can be had, where the endpoint says. */
  readonly grantExpiresAt: number | undefined;
  readonly filing: FilingTrouble | undefined;
};

/** Mails that wait for the folder of sent mail because the last try failed: how many, since when at the longest, and why. */
export type FilingTrouble = { readonly waiting: number; readonly since: number; readonly cause: string };

export type AccountState = "ok" | "starting" | "failing" | "stopped" | "off";

/** Why somebody should look at a mailbox. */
export type AlarmKind =
  | SourceTrouble
  | "no-pass"
  | "unaccounted"
  | "full"
  | "token-expiring"
  | "quiet"
  | "sent-folder"
  | "canary"
  | "spf"
  | "dkim"
  | "dmarc";

/** In words for an admin. */
export type Alarm = { readonly kind: AlarmKind; readonly text: string };

const withoutPassMs = 300_000;
const fullAbove = 0.95;
const dayMs = 86_400_000;
const forecastMs = 7 * dayMs;
/** What may go by itself is told when it has not gone by then. */
const passingMs = 120_000;

/** Whether it is read, has not been looked into yet, cannot be read, rests until somebody acts, or was switched off. */
export function accountState({ passedAt, failing, stoppedAt, isOff }: AccountFacts): AccountState {
  if (isOff) return "off";
  if (stoppedAt !== undefined) return "stopped";
  if (failing !== undefined) return "failing";
  return passedAt === undefined ? "starting" : "ok";
}

/** How old the oldest mail is that lies there and was not taken, as far as anybody knows: while nobody can look, everything since the last look may be. */
export function lagMs({ passedAt, failing, oldestWaitingAt, isOff }: AccountFacts, now: number): number {
  if (isOff) return 0;
  const since = [oldestWaitingAt, failing === undefined ? undefined : (passedAt ?? failing.since)];
  return Math.max(0, ...since.flatMap((at) => (at === undefined ? [] : [now - at])));
}

/** Everything that is wrong with the account now; empty when all is well. mail.md 3.3 */
export function accountAlarms(facts: AccountFacts, now: number): readonly Alarm[] {
  const { passedAt, failing, unaccounted, quota, grantExpiresAt, filing } = facts;
  const alarms: Alarm[] = [];
  if (facts.isOff) return alarms;
  if (failing !== undefined) alarms.push({ kind: failing.kind, text: failing.cause });
  const silentSince = passedAt ?? failing?.since;
  if (silentSince !== undefined && now - silentSince > withoutPassMs) {
    const minutes = Math.floor((now - silentSince) / 60_000);
    alarms.push({ kind: "no-pass", text: `no successful look into the account for ${minutes} minutes` });
  }
  if (unaccounted > 0) {
    alarms.push({ kind: "unaccounted", text: `${unaccounted} messages on the server are unaccounted for` });
  }
  if (quota !== undefined && quota.limitBytes > 0 && quota.usedBytes > fullAbove * quota.limitBytes) {
    const percent = Math.floor((quota.usedBytes / quota.limitBytes) * 100);
    alarms.push({ kind: "full", text: `the mailbox is full on the mail server: ${percent} % of its room is used` });
  }
  if (grantExpiresAt !== undefined && grantExpiresAt - now < forecastMs) {
    const days = Math.max(0, Math.floor((grantExpiresAt - now) / dayMs));
    alarms.push({
      kind: "token-expiring",
      text: `somebody has to agree anew within ${days} days, or no tokens are given`,
    });
  }
  if (filing !== undefined && now - filing.since >= passingMs) {
    alarms.push({
      kind: "sent-folder",
      text: `${filing.waiting} mails wait for the folder of sent mail: ${filing.cause}`,
    });
  }
  return alarms;
}

const needsSomebody: ReadonlySet<AlarmKind> = new Set([
  ...(["log-in", "token-revoked", "secret", "folder", "space"] as const),
  ...(["no-pass", "unaccounted", "full", "token-expiring", "quiet", "sent-folder", "canary"] as const),
]);

/** Those that people are told of: what needs somebody at once, what may go by itself once it has lasted two minutes. mail.md 3.3: within five minutes */
const alarmsToTell = (facts: AccountFacts, now: number): readonly Alarm[] =>
  accountAlarms(facts, now).filter(
    ({ kind }) => needsSomebody.has(kind) || (facts.failing !== undefined && now - facts.failing.since >= passingMs),
  );

/**
 * All that people are told of a mailbox now: of its account, where it has one, of its silence, where somebody knows what is usual, of canary
 * mail that got lost, and of what DNS says of its domain (`authAlarms`).
 */
export function mailboxAlarms({ account, usual, canary, ofDomain = [] }: Watched, now: number): readonly Alarm[] {
  if (account?.isOff === true) return ofDomain;
  const ofAccount = account === undefined ? [] : alarmsToTell(account, now);
  const isQuiet = usual !== undefined && isTooQuiet(usual, now);
  const lost = canary === undefined ? undefined : lostCanary(canary, account?.failing?.cause, now);
  return [
    ...ofAccount,
    ...(isQuiet ? [{ kind: "quiet", text: quietText(usual, now) } as const] : []),
    ...(lost === undefined ? [] : [{ kind: "canary", text: lost } as const]),
    ...ofDomain,
  ];
}

type Watched = {
  readonly account: AccountFacts | undefined;
  readonly usual: UsualMail | undefined;
  readonly canary: CanaryFacts | undefined;
  readonly ofDomain?: readonly Alarm[];
};
