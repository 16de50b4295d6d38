/** How much mail came at some hour of the day in the last weeks, on working days or at weekends; UTC. */
export type MailSlot = { readonly isWeekend: boolean; readonly hour: number; readonly count: number };

/** What is usual of a mailbox. Wall milliseconds. */
export type UsualMail = {
  readonly slots: readonly MailSlot[];
  /** Since when mail is counted. */
  readonly firstAt: number;
  /** The last mail. */
  readonly lastAt: number;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Before nobody knows what is usual. */
const knownAfterMs = 7 * dayMs;
export const usualWindowMs = 28 * dayMs;
const gaps = 3;
const quietMsMin = 300_000;
/** Whoever is quiet for longer is looked at no further back. */
const lookBackMs = 7 * dayMs;

/**
 * Whether a mailbox is quiet for more than three times the usual gap: in its silence more than three mails would have come, hour by hour, as
 * they came in the last four weeks. A night is no silence where no mail comes at night. mail.md 3.3
 */
export function isTooQuiet(usual: UsualMail, now: number): boolean {
  const quietMs = now - usual.lastAt;
  if (now - usual.firstAt < knownAfterMs || quietMs <= quietMsMin) return false;
  return expectedMails(usual, Math.max(usual.lastAt, now - lookBackMs), now) > gaps;
}

/** How many mails usually come between two moments. */
export function expectedMails(usual: UsualMail, from: number, to: number): number {
  const days = daysKnown(usual, to);
  let expected = 0;
  for (let start = Math.floor(from / hourMs) * hourMs; start < to; start += hourMs) {
    const share = (Math.min(to, start + hourMs) - Math.max(from, start)) / hourMs;
    const isWeekend = isAtWeekend(start);
    const hour = Math.floor(start / hourMs) % 24;
    const count = usual.slots.find((slot) => slot.isWeekend === isWeekend && slot.hour === hour)?.count ?? 0;
    expected += (share * count) / Math.max(1, isWeekend ? days.weekend : days.working);
  }
  return expected;
}

function daysKnown({ firstAt }: UsualMail, now: number): { readonly weekend: number; readonly working: number } {
  let weekend = 0;
  let working = 0;
  for (let day = Math.max(firstAt, now - usualWindowMs); day < now; day += dayMs) {
    if (isAtWeekend(day)) weekend += 1;
    else working += 1;
  }
  return { weekend, working };
}

/** 1 January 1970 was a Thursday. */
const isAtWeekend = (at: number): boolean => [2, 3].includes(Math.floor(at / dayMs) % 7);

/** In words for an admin. */
export const quietText = ({ lastAt }: UsualMail, now: number): string =>
  `no mail for ${Math.floor((now - lastAt) / 60_000)} minutes, more than three times the usual gap of this hour`;
