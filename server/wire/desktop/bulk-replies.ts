import { readBody } from "@postroom/contract";
import { replyParams } from "@postroom/contract/jobs";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { answerInBulk } from "../../operations/desktop/answer-in-bulk.ts";
import type { Answering, BulkAnswer, FilledAnswer } from "../../operations/desktop/answering.ts";
import { holdable } from "../../operations/desktop/hold-steps.ts";
import type { Filling, ItemToFill, JobOperation } from "../../operations/desktop/job-work.ts";
import { previewAnswer } from "../../operations/desktop/preview-answer.ts";
import { jobDefaults } from "../../operations/desktop/start-job.ts";
import { done, type Result, refuse } from "../../operations/operation.ts";
import { perform } from "../../operations/perform.ts";
import { ask, type Found, found, missing } from "../../queries/query.ts";
import { findForFilling, findUsable } from "../../queries/response/for-rendering.ts";
import { refusalOf } from "../answers.ts";
import type { Step } from "../commands.ts";
import type { Asking } from "../entry.ts";
import { asked } from "../reads.ts";
import { rendered } from "../rendering.ts";
import { statusOf } from "../status.ts";
import { holdables } from "./hold-actions.ts";

const answering = holdable(answerInBulk);

/** Answers many e-mails with one text, each with its own values. desktop.md 3.8 */
export const bulkReply: JobOperation = {
  ...answering,
  fill: filledFor,
  run: async (given) => {
    const { replyHoldMs: holdMs } = (await given.tx.centre.settings()).jobs ?? jobDefaults;
    return answering.run({ ...given, input: { ...Object(given.input), holdMs, holdables } });
  },
};

/** What the parameters mean, with the text of a standard response as it is now. Refuses one that is unknown (6) or may not be used (2/409). */
export async function replyStep(params: object, asking: Asking): Promise<Found<Step>> {
  const read = readBody(replyParams, params);
  if (!read.ok) return missing(refusalOf(read.problem));
  const { responseId, html, subject, complete: completes } = read.value;
  const response = responseId === undefined ? found(undefined) : await asked(asking, findUsable, { id: responseId });
  if (!response.ok) return response;
  const { body = "", customCodes = {}, attachments = [] } = response.value ?? {};
  const template = { response: responseId, subject, body: html ?? body, customCodes, attachments };
  const input: BulkAnswer = { template, completes };
  return found({ operation: answerInBulk.permission, input });
}

const because = (why: string): Refusal => ({ kind: "notPossible", operation: "Reply", because: why });

/** The text with the values of one e-mail; refused where one is missing, or nothing is left. */
async function filledFor(
  { store, world }: Filling,
  { actor, interaction, input }: ItemToFill,
): Promise<Result<FilledAnswer>> {
  const { template }: BulkAnswer = Object(input);
  const response = { ...template, subject: template.subject ?? "" };
  const renderable = await ask(store, findForFilling, { actor, input: { response, interaction } });
  if (!renderable.ok) return renderable;
  const ready = await rendered(world, renderable.value);
  if (!ready.ok) return ready;
  const { subject, html, text, unresolved } = ready.value;
  if (unresolved.length > 0) return refuse(because(`there is no value for ${unresolved.join(", ")}`));
  if (text.trim() === "") return refuse(because("the text is empty"));
  return done({ subject, html, text });
}

/** So many mails are shown before it is begun. desktop.md 3.8 */
const previewsMax = 3;

type Planned = { readonly ids: readonly string[]; readonly input: unknown };

/** What would come of it: by how many contacts they are, and the first mails as they would go out, or why they would not. */
export async function foreseenReplies({ ids, input }: Planned, { answering, request: { actor } }: Asking) {
  const { performing } = answering;
  const { contacts, repeated, holdMs } = await performing.store.read(async (reading) => ({
    ...(await reading.jobs.contactsAmong(ids)),
    holdMs: ((await reading.centre.settings()).jobs ?? jobDefaults).replyHoldMs,
  }));
  const previews = [];
  for (const target of ids.slice(0, previewsMax)) {
    const filled = await filledFor(performing, { actor, interaction: target, input });
    const given: Answering = { ...Object(input), filled, holdMs, holdables };
    const tried = await perform(performing, { operation: previewAnswer, actor, target, input: given });
    if (!("result" in tried)) throw new Error("a preview has no remembered answer");
    previews.push({ interactionId: target, ...previewShape(tried.result) });
  }
  return { contacts, repeatedContacts: repeated, holdSeconds: holdMs / 1_000, previews };
}

type Preview = Awaited<ReturnType<(typeof previewAnswer)["run"]>>;

function previewShape(preview: Preview) {
  if (!preview.ok) {
    const { code: statusCode, text: statusMessage } = statusOf(preview.refusal);
    return { statusCode, statusMessage };
  }
  const { to, subject, text } = preview.value;
  return { to: to.map(({ name, address }) => ({ name, address })), subject, text };
}
