import { type Advice, type DomainFacts, dnsAdvice } from "./dns-advice.ts";
import type { Alarm } from "./mailbox-alarms.ts";

/** One of the three ways by which receivers tell that mail of a domain is ours. */
export type AuthPoint = {
  readonly level: Advice["level"];
  /** In words for an admin. */
  readonly text: string;
  /** When DNS last answered, in wall milliseconds; undefined: never. */
  readonly checkedAt: number | undefined;
};

/** What SPF, DKIM and DMARC of a domain of ours were when somebody last looked. desktop.md 13: `auth{}` */
export type DomainAuth = { readonly spf: AuthPoint; readonly dkim: AuthPoint; readonly dmarc: AuthPoint };

const points = ["spf", "dkim", "dmarc"] as const;

const hourMs = 3_600_000;
const usualLookMs = 6 * hourMs;
/** Whoever mends a record wants to see soon that it is well. */
const anxiousLookMs = hourMs / 4;

/** What is known after a look. A point that DNS did not answer about stays what it was, with the time of that. */
export function authAfter(facts: DomainFacts, before: DomainAuth | undefined, now: number): DomainAuth {
  const advice = dnsAdvice(facts);
  const point = (about: (typeof points)[number]) => pointOf(advice, about, before?.[about], now);
  return { spf: point("spf"), dkim: point("dkim"), dmarc: point("dmarc") };
}

function pointOf(
  all: readonly Advice[],
  about: Advice["about"],
  before: AuthPoint | undefined,
  now: number,
): AuthPoint {
  const advice = all.filter((one) => one.about === about);
  const level = levels.find((worst) => advice.some((one) => one.level === worst)) ?? "ok";
  const text = advice.flatMap((one) => (one.level === level ? [one.text] : [])).join("; ");
  // What is wrong is wrong, whatever else nobody answered.
  if (level === "fail" || advice.every(({ isUnanswered }) => isUnanswered === undefined)) {
    return { level, text, checkedAt: now };
  }
  return before?.checkedAt === undefined ? { level, text, checkedAt: undefined } : before;
}

/** The worst first. */
const levels = ["fail", "warn", "ok"] as const;

/** How long after a look the next one is due: soon while something is wrong or unknown. */
export function nextLookMs(auth: DomainAuth, now: number): number {
  const isWell = points.every((point) => auth[point].level !== "fail" && auth[point].checkedAt === now);
  return isWell ? usualLookMs : anxiousLookMs;
}

/** What receivers reject or mistrust our mail for. What is merely missing is no alarm: a centre may live without. */
export const authAlarms = (domain: string, auth: DomainAuth): readonly Alarm[] =>
  points.flatMap((kind) =>
    auth[kind].level === "fail" ? [{ kind, text: `${domain} in DNS: ${auth[kind].text}` }] : [],
  );
