import type { ClaimedJob } from "../../ports/jobs.ts";
import { keepTried, lockItem } from "../desktop/job-work.ts";
import { defineOperation, done } from "../operation.ts";

/** Makes this process the one that works on some unfinished jobs; of those that another living process has it keeps its hands off. reliability.md 2.7 */
export const claimJobs = defineOperation<{ readonly owner: string; readonly limit: number }, readonly ClaimedJob[]>(
  "ClaimJobs",
  "System",
  async ({ tx, input }) => done(await tx.jobs.claim(input.owner, input.limit)),
);

/** Writes an e-mail down as failed by a fault of ours, so that the job goes on to the next. */
export const giveUpJobItem = defineOperation<{ readonly place: number; readonly fence: number }, undefined>(
  "GiveUpJobItem",
  "System",
  async (asked) => {
    const doing = await lockItem(asked, "running");
    if (doing !== undefined) await keepTried(asked.tx, doing.job, { ...doing.item, state: "failed" });
    const undoing = doing === undefined ? await lockItem(asked, "undoing") : undefined;
    if (undoing !== undefined) await keepTried(asked.tx, undoing.job, { ...undoing.item, state: "kept" });
    return done(undefined);
  },
);
