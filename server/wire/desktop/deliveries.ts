import { deliveryAnswer, deliveryDecisions } from "@postroom/contract";
import type { OperationDefinition } from "../../operations/operation.ts";
import { cancelDelivery } from "../../operations/supervisor/cancel-delivery.ts";
import type { Decided } from "../../operations/supervisor/decided.ts";
import type { Reasoned } from "../../operations/supervisor/lock-open.ts";
import { markSent } from "../../operations/supervisor/mark-sent.ts";
import { resend } from "../../operations/supervisor/resend.ts";
import { etag, refused, success } from "../answers.ts";
import { command, commands, type Doing, doing } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { reasonIn } from "../gws/supervisor-input.ts";
import { versionIn } from "../if-match.ts";
import { deliveryShape } from "../shapes/delivery.ts";
import { below, desktop } from "./paths.ts";

type Body = { readonly version: number; readonly reason?: string | undefined };

/** The body's version counts like `If-Match`; where both stand, they must agree. */
function decides(operation: OperationDefinition<Reasoned, Decided>): Doing<Body> {
  const does = doing({
    operation,
    input: reasonIn,
    answers: ({ interaction, sending }: Decided) =>
      success({ delivery: deliveryShape(sending) }, etag(interaction.version)),
  });
  return async (body, asking) => {
    const header = versionIn(asking.request.ifMatch);
    if (!header.ok) return refused(header.refusal);
    if (header.value !== undefined && header.value !== body.version) {
      return refused({ kind: "contradiction", path: "$.version", because: "If-Match names another version" });
    }
    return does(body, { ...asking, request: { ...asking.request, ifMatch: `"${body.version}"` } });
  };
}

/** What becomes of a mail that waits, failed, or is of unknown fate. desktop.md 5.4, 13 */
export const deliveryDecision: Resource = {
  name: desktop,
  paths: [below("/interactions/{id}/delivery")],
  post: commands({
    summary: "Sends an e-mail again, settles that it has gone, or ends its sending",
    prefix: "Decide",
    named: {
      Resend: command({ body: deliveryDecisions.Resend, does: decides(resend) }),
      MarkSent: command({ body: deliveryDecisions.MarkSent, does: decides(markSent) }),
      Cancel: command({ body: deliveryDecisions.Cancel, does: decides(cancelDelivery) }),
    },
    answer: deliveryAnswer,
  }),
};
