import { readBody } from "@postroom/contract";
import {
  jobAnswer,
  jobBody,
  jobCommands,
  jobFailuresAnswer,
  jobFailuresQuery,
  jobStartedAnswer,
} from "@postroom/contract/jobs";
import type { z } from "zod";
import { canBeUndone, type Job } from "../../domain/desktop/job.ts";
import { cancelJob, undoJob } from "../../operations/desktop/end-job.ts";
import { startJob } from "../../operations/desktop/start-job.ts";
import { perform } from "../../operations/perform.ts";
import { findJob, listJobFailures } from "../../queries/desktop/jobs.ts";
import { resolveSearch } from "../../queries/desktop/search.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { command, commands, doing, type Step, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { idIn } from "../entry.ts";
import { asked } from "../reads.ts";
import { jobFailureShape, jobShape } from "../shapes/job.ts";
import { foreseenReplies } from "./bulk-replies.ts";
import { jobOperations, stepOf } from "./job-actions.ts";
import { below, desktop } from "./paths.ts";

type Body = z.output<typeof jobBody>;
type Selection = Parameters<(typeof startJob)["run"]>[0]["input"]["selection"];

const jobNow = (job: Job) => success({ job: jobShape(job) }, etag(job.version));

/** What is done to many e-mails, by the server, while the page stays usable. desktop.md 3.8, 13 */
export const jobs: Resource = {
  name: desktop,
  paths: [below("/jobs")],
  post: written({
    summary: "Has the server do something to many e-mails",
    body: jobBody,
    named: "Job",
    does: async (body, asking) => {
      const step = await stepOf(body, asking);
      if (!step.ok) return refused(step.refusal);
      const selection = await selectionIn(body, asking);
      if (!selection.ok) return refused(selection.refusal);
      const asked = { ...body, ...step.value, selected: selection.value };
      return body.dryRun && body.action === "Reply" ? foreseeing(asked, asking) : starting(asked, asking);
    },
    answer: jobStartedAnswer,
  }),
};

type Start = Body & Step & { readonly selected: Selection };

const startIn = ({ action, operation, input: given, dryRun: isDry, selected: selection }: Start) => ({
  ...{ action, operation, given, selection, isDry },
  operations: jobOperations,
});

/** A dry run that shows the first mails, too. */
async function foreseeing(start: Start, asking: Asking): Promise<Answer> {
  const { answering, request } = asking;
  const input = startIn(start);
  const tried = await perform(answering.performing, { operation: startJob, actor: request.actor, input });
  if (!("result" in tried)) throw new Error("a dry run has no remembered answer");
  if (!tried.result.ok) return refused(tried.result.refusal);
  const { job, ids } = tried.result.value;
  return success({ job: { ...foreseen(job), reply: await foreseenReplies({ ids, input: start.input }, asking) } });
}

const starting = doing({
  operation: startJob,
  versioned: false,
  input: (start: Start) => found(startIn(start)),
  answers: ({ job, isDry }) => (isDry ? success({ job: foreseen(job) }) : jobNow(job)),
});

/** Of a dry run, which is kept nowhere. */
const foreseen = ({ action, total }: Job) => ({ action, state: "dryRun", total, undoable: canBeUndone(action) });

/** The e-mails that are named, or the search by ids, as the caller may search. */
async function selectionIn({ selection }: Body, asking: Asking): Promise<Found<Selection>> {
  const { ids, query, exceptIds: except = [] } = selection;
  if (ids !== undefined) return found({ ids });
  const filter = await asked(asking, resolveSearch, { text: query ?? "", path: "$.selection.query" });
  return filter.ok ? found({ filter: filter.value, except }) : missing(filter.refusal);
}

const nothing = () => found({});

export const job: Resource = {
  name: desktop,
  paths: [below("/jobs/{id}")],
  get: {
    answer: async (asking) => {
      const own = await asked(asking, findJob, { id: idIn(asking) });
      return own.ok ? jobNow(own.value) : refused(own.refusal);
    },
    describes: { summary: "How far an own job is", answer: jobAnswer },
  },
  post: commands({
    summary: "Stops an own job, or puts back what it did",
    prefix: "Job",
    named: {
      Cancel: command({
        body: jobCommands.Cancel,
        does: doing({ operation: cancelJob, versioned: false, input: nothing, answers: jobNow }),
      }),
      Undo: command({
        body: jobCommands.Undo,
        does: doing({ operation: undoJob, versioned: false, input: nothing, answers: jobNow }),
      }),
    },
    answer: jobAnswer,
  }),
};

export const jobFailures: Resource = {
  name: desktop,
  paths: [below("/jobs/{id}/failures")],
  get: {
    answer: answerFailures,
    describes: { summary: "What of an own job did not go", query: jobFailuresQuery, answer: jobFailuresAnswer },
  },
};

async function answerFailures(asking: Asking): Promise<Answer> {
  const query = readBody(jobFailuresQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const { limit, cursor = "-1" } = query.value;
  if (!/^(?:-1|\d{1,9})$/.test(cursor)) {
    return refused({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });
  }
  const page = await asked(asking, listJobFailures, { id: idIn(asking), after: Number(cursor), limit });
  if (!page.ok) return refused(page.refusal);
  const { failures, hasMore } = page.value;
  const last = failures.at(-1)?.item.place;
  return success({
    failures: failures.map(jobFailureShape),
    ...(hasMore && last !== undefined ? { nextCursor: String(last) } : {}),
  });
}
