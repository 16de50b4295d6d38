import { snoozeBody } from "@postroom/contract";
import { spamBody } from "@postroom/contract/jobs";
import { isSupervisor } from "../../domain/agent/actor.ts";
import type { JobAction } from "../../domain/desktop/job.ts";
import { within } from "../../domain/interaction/refusals.ts";
import { holdable } from "../../operations/desktop/hold-steps.ts";
import type { JobOperation, JobOperations } from "../../operations/desktop/job-work.ts";
import { markSpam } from "../../operations/desktop/mark-spam.ts";
import { snooze } from "../../operations/desktop/snooze.ts";
import { complete } from "../../operations/email/complete.ts";
import type { Changed } from "../../operations/email/do-row.ts";
import { placeInQueue } from "../../operations/email/place-in-queue.ts";
import { placeInWorkbin } from "../../operations/email/place-in-workbin.ts";
import { setDisposition } from "../../operations/email/set-disposition.ts";
import { transfer } from "../../operations/email/transfer.ts";
import type { OperationDefinition } from "../../operations/operation.ts";
import { assign } from "../../operations/supervisor/assign.ts";
import { cancelOpen } from "../../operations/supervisor/cancel-open.ts";
import { completeOpen } from "../../operations/supervisor/complete-open.ts";
import { moveToQueue } from "../../operations/supervisor/move-to-queue.ts";
import { moveToWorkbin } from "../../operations/supervisor/move-to-workbin.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { type Command, command, doing, type Step } from "../commands.ts";
import type { Asking } from "../entry.ts";
import { changed } from "../gws/email-answers.ts";
import { emailRows } from "../gws/email-commands.ts";
import { supervisorRows } from "../gws/supervisor-commands.ts";
import { bulkReply, replyStep } from "./bulk-replies.ts";
import { putsOff } from "./snooze.ts";

const entry = <Input>(operation: OperationDefinition<Input, Changed>) =>
  [operation.permission, holdable(operation)] as const;

/** What the owner of an e-mail can have a job do, and what supervisors can, by permission. */
export const jobOperations: JobOperations = Object.fromEntries<JobOperation>([
  ...[
    entry(complete),
    entry(transfer),
    entry(placeInQueue),
    entry(placeInWorkbin),
    entry(setDisposition),
    entry(snooze),
    entry(markSpam),
  ],
  ...[entry(assign), entry(moveToQueue), entry(moveToWorkbin), entry(completeOpen), entry(cancelOpen)],
  [bulkReply.permission, bulkReply],
]);

/** Supervisors' names of operations that their owners call the same. */
const ofOthers: Readonly<Record<string, string>> = {
  [completeOpen.name]: completeOpen.permission,
  [cancelOpen.name]: cancelOpen.permission,
};

const spamRow = command({
  body: spamBody,
  does: doing({ operation: markSpam, input: () => found({}), answers: changed }),
});
const snoozeRow = command({ body: snoozeBody, does: putsOff });

type Action = { readonly action: JobAction; readonly params: Readonly<Record<string, unknown>> };

/** The operation that an action means, with its input: the same rows read the parameters as when it is done at once. */
export async function stepOf({ action, params }: Action, asking: Asking): Promise<Found<Step>> {
  if (action === "Reply") {
    const reply = await replyStep(params, asking);
    return reply.ok ? reply : missing(within("$.params", reply.refusal));
  }
  const isOfOthers = isSupervising(action, asking);
  const body = { ...params, operationName: action };
  const step = rowOf(action, isOfOthers)?.step?.({ ...asking, request: { ...asking.request, body } });
  if (step === undefined) throw new Error(`no row for ${action}`);
  if (!step.ok) return missing(within("$.params", step.refusal));
  const { operation, input } = step.value;
  return found({ operation: (isOfOthers ? ofOthers[operation] : undefined) ?? operation, input });
}

function rowOf(action: JobAction, isOfOthers: boolean): Command | undefined {
  if (action === "Snooze") return snoozeRow;
  if (action === "Spam") return spamRow;
  return isOfOthers ? supervisorRows[action] : emailRows[action];
}

/** What only supervisors can have done; and Complete, which they do to everybody's. */
function isSupervising(action: JobAction, { request }: Asking): boolean {
  return action === "Complete" ? isSupervisor(request.actor) : Object.hasOwn(supervisorRows, action);
}
