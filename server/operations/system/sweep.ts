import { defineOperation, done } from "../operation.ts";

/** Every process has told such events long ago (architecture.md 7). */
const unauditedKeptMs = 600_000;
/** Who was away shall still find what became of it. */
const endedHoldsKeptMs = 86_400_000;
/** What failed of a job can be read so long after its end. */
const endedJobsKeptMs = 30 * 86_400_000;
/** They go with all their e-mails, which are many. */
const jobsAtOnce = 5;
/** One that lies on a mail server for longer is a mail like others when it comes. */
const canariesKeptMs = 40 * 86_400_000;
/** Nobody asks what agents did longer ago: a year can be compared with the one before. */
const workKeptMs = 800 * 86_400_000;
/** A file stays so long after the last e-mail let go of it: operations that link it are over, and so are backups (reliability.md 2.11). */
const releasedKeptMs = 86_400_000;

/**
 * Removes, at most `limit` of each: remembered answers older than `idempotencyTtl`, ended pauses, expired dedup keys, idle HTTP sessions,
 * notes of files let go of, ended tickets of mail views, holds and jobs, old canaries, days of agents and what reports count, journal rows outside the audit. Value: whether there may be more. architecture.md 7; wire.md 1.5, 1.9; mail.md 2.5
 */
export const sweep = defineOperation<{ readonly limit: number }, boolean>("Sweep", "System", async ({ tx, input }) => {
  const { limit } = input;
  const { steady, wall } = tx.now;
  const { idempotencyTtlMs, sessionIdleTimeoutMs } = await tx.centre.settings();
  const removed = [
    await tx.leftovers.removeAnswers(steady - idempotencyTtlMs, limit),
    await tx.leftovers.removePauses(steady, limit),
    await tx.leftovers.removeDedupKeys(wall, limit),
    await tx.leftovers.removeSessions(steady - sessionIdleTimeoutMs, limit),
    await tx.leftovers.removeReleases(wall - releasedKeptMs, limit),
    await tx.leftovers.removeHolds(wall - endedHoldsKeptMs, limit),
    await tx.leftovers.removeMailViews(wall, limit),
    await tx.leftovers.removeCanaries(wall - canariesKeptMs, limit),
    await tx.leftovers.removeAgentDays(wall - workKeptMs, limit),
    await tx.leftovers.removeSpells(wall - workKeptMs, limit),
    await tx.leftovers.removeFirstAnswers(wall - workKeptMs, limit),
    await tx.leftovers.removeResponseUses(wall - workKeptMs, limit),
    await tx.leftovers.removeReadiness(wall - workKeptMs, limit),
    await tx.leftovers.removeUnaudited(wall - unauditedKeptMs, limit),
  ];
  const jobs = await tx.leftovers.removeJobs(wall - endedJobsKeptMs, jobsAtOnce);
  return done(jobs === jobsAtOnce || removed.some((count) => count === limit));
});
