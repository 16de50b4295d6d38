/** What became of a message that lay on a mail server. `retrying`: not yet known, it is tried again. mail.md 3.3 */
export const uidOutcomes = [
  "interaction",
  "repeat",
  "canary",
  "too-big",
  "older-than-start",
  "gone-before-import",
  "unreadable-at-server",
  "retrying",
] as const;

export type UidOutcome = (typeof uidOutcomes)[number];

const dayMs = 86_400_000;

/** Whether a mail that an account gives counts as history: then nobody is told that it was received. `startedAt`: when the account was first looked into. mail.md 3 */
export const isOldAtFirstConnect = (arrivedAt: number | undefined, startedAt: number): boolean =>
  arrivedAt !== undefined && arrivedAt < startedAt - dayMs;

/** Gaps larger than this are not named one by one: some servers leap. */
const gapMax = 1_000;

/**
 * UIDs that were given away since the last pass and have no message any more: somebody else took the mail before we saw it. Nothing is
 * said of what lay there before the first look, nor of servers that leap.
 */
export function goneBeforeImport(
  known: { readonly uidNext: number },
  now: { readonly uidNext: number; readonly listed: ReadonlySet<number>; readonly accounted: ReadonlySet<number> },
): readonly number[] {
  const count = now.uidNext - known.uidNext;
  if (known.uidNext === 0 || count <= 0 || count > gapMax) return [];
  return Array.from({ length: count }, (_, at) => known.uidNext + at).filter(
    (uid) => !now.listed.has(uid) && !now.accounted.has(uid),
  );
}
