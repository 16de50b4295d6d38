import type { holdBody } from "@postroom/contract";
import type { z } from "zod";
import { system } from "../../domain/agent/actor.ts";
import type { Hold, HoldStep } from "../../domain/desktop/hold.ts";
import { within } from "../../domain/interaction/refusals.ts";
import { type Holdables, holdable } from "../../operations/desktop/hold-steps.ts";
import { refuseHold, runHold } from "../../operations/desktop/run-hold.ts";
import { addComment } from "../../operations/email/add-comment.ts";
import { complete } from "../../operations/email/complete.ts";
import { placeInQueue } from "../../operations/email/place-in-queue.ts";
import { placeInWorkbin } from "../../operations/email/place-in-workbin.ts";
import { send } from "../../operations/email/send.ts";
import { setDisposition } from "../../operations/email/set-disposition.ts";
import { setUserData } from "../../operations/email/set-user-data.ts";
import { type Performing, perform, performAsSystem } from "../../operations/perform.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import type { Asking } from "../entry.ts";
import { emailRows } from "../gws/email-commands.ts";

/** The operations that can be called back. */
export const holdables: Holdables = {
  [send.name]: holdable(send),
  [complete.name]: holdable(complete),
  [setDisposition.name]: holdable(setDisposition),
  [placeInWorkbin.name]: holdable(placeInWorkbin),
  [placeInQueue.name]: holdable(placeInQueue),
  [addComment.name]: holdable(addComment),
  [setUserData.name]: holdable(setUserData),
};

type Action = z.output<typeof holdBody>["actions"][number];

/** The steps that GWS's bodies mean: the same rows read them as when they are done at once. Refusals say which action. */
export function stepsIn(actions: readonly Action[], asking: Asking): Found<readonly HoldStep[]> {
  const steps: HoldStep[] = [];
  for (const [index, action] of actions.entries()) {
    const step = stepIn(action, asking);
    const place = `$.actions[${index}]`;
    if (!step.ok) return missing(within(place, step.refusal));
    steps.push(step.value);
  }
  return found(steps);
}

function stepIn({ emailId, version, ...body }: Action, asking: Asking): Found<HoldStep> {
  const { operationName: name } = body;
  const row = Object.hasOwn(emailRows, name) ? emailRows[name] : undefined;
  const request = { ...asking.request, params: { id: emailId }, body };
  const step = row?.step?.({ ...asking, request });
  if (step?.ok === false) return step;
  if (step === undefined || !Object.hasOwn(holdables, step.value.operation)) {
    const because = `no hold can do ${JSON.stringify(name.slice(0, 100))}`;
    return missing({ kind: "badValue", path: "$.operationName", because });
  }
  return found({ email: emailId, version, ...step.value });
}

/** The time of a hold is over: it is done in the name of whoever held it, if that is still somebody. desktop.md 5.4 */
export async function endHold(performing: Performing, { id, user }: Pick<Hold, "id" | "user">): Promise<void> {
  const actor = await performing.store.read((reading) => reading.users.actor(user));
  if (actor === undefined)
    await performAsSystem(performing, { operation: refuseHold, actor: system, target: id, input: {} });
  else await perform(performing, { operation: runHold, actor, target: id, input: { holdables } });
}
