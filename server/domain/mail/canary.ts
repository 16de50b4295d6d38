/** How a mailbox's canary mails fare. Wall times in milliseconds. mail.md 3.3 */
export type CanaryFacts = {
  /** The last one that came back. */
  readonly trip: { readonly begunAt: number; readonly returnedAt: number } | undefined;
  /** The last of those that were begun behind it, are late, and have not come back. */
  readonly late: LateCanary | undefined;
};

type LateCanary = {
  readonly begunAt: number;
  /** When the next hop took it. */
  readonly handedAt: number | undefined;
  /** What the next hop, or we, said of it. */
  readonly word: string;
};

/** One that is not back by then is told at the next look, which comes within half a minute: an alarm within five. mail.md 3.3 */
export const canaryLateMs = 240_000;
/** One that was not handed over is followed by another so soon, so that the alarm ends soon after the cause. */
export const canaryAgainMs = 300_000;

/** 128 random bits, which nobody knows but who can read the mailbox. */
export const canaryMessageId = (id: string, domain: string): string => `<canary.${id}@${domain}>`;

/** The canary that a Message-ID names; undefined for every other id. */
export const canaryOfMessageId = (messageId: string): string | undefined => canaryId.exec(messageId)?.[1];

const canaryId = /^\s{0,9}<canary\.([0-9a-z]{16,64})@[^<>@\s]{1,255}>\s{0,9}$/i;

/** In words where one was lost, and why as far as anybody knows; undefined: none was. `cause`: why the account cannot be read, where it cannot. */
export function lostCanary({ late }: CanaryFacts, cause: string | undefined, now: number): string | undefined {
  if (late === undefined) return undefined;
  const which = `the canary mail of ${Math.floor((now - late.begunAt) / 60_000)} minutes ago`;
  if (late.handedAt === undefined) {
    return `${which} was not handed over: ${late.word || "its sending did not end"}`;
  }
  const why = cause === undefined ? "" : `: ${cause}`;
  return `${which} was handed over (${late.word}) and has not come back${why}`;
}
