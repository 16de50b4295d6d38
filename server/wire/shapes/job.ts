import { type Job, notUndoable } from "../../domain/desktop/job.ts";
import type { JobFailure } from "../../queries/desktop/jobs.ts";
import { failures, statusOf } from "../status.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** What the server does for somebody to many e-mails, and how far it is. desktop.md 13 */
export const jobShape = (job: Job) => ({
  ...{ id: job.id, action: job.action, state: job.state },
  ...{ total: job.total, done: job.done, failed: job.failed, undone: job.undone, held: job.held },
  undoable: notUndoable(job) === undefined,
  createdAt: isoTime(job.createdAt),
  ...present("endedAt", job.endedAt === undefined ? undefined : isoTime(job.endedAt)),
  version: job.version,
});

/** One e-mail that did not go, and why. */
export function jobFailureShape({ item, subject }: JobFailure) {
  const { code, text } = item.refusal === undefined ? failures.internal : statusOf(item.refusal);
  return {
    interactionId: item.interaction,
    ...present("subject", subject),
    ...{ statusCode: code, statusMessage: text },
    ...(item.state === "kept" ? { undoing: true } : {}),
  };
}
