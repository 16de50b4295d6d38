import {
  allDeliveriesBody,
  bulkAnswer,
  bulkCommands,
  deliveryCommands as deliveryBodies,
  forceLogOutBody,
  forceReadinessBody,
  operationAnswer,
  supervisorCommands,
} from "@postroom/contract";
import { assign } from "../../operations/supervisor/assign.ts";
import { cancelDelivery } from "../../operations/supervisor/cancel-delivery.ts";
import { cancelOpen } from "../../operations/supervisor/cancel-open.ts";
import { completeOpen } from "../../operations/supervisor/complete-open.ts";
import { forceLogOut } from "../../operations/supervisor/force-log-out.ts";
import { forceReadiness } from "../../operations/supervisor/force-readiness.ts";
import { holdAll } from "../../operations/supervisor/hold-all.ts";
import { holdDelivery } from "../../operations/supervisor/hold-delivery.ts";
import { markSent } from "../../operations/supervisor/mark-sent.ts";
import { moveToQueue } from "../../operations/supervisor/move-to-queue.ts";
import { moveToWorkbin } from "../../operations/supervisor/move-to-workbin.ts";
import { releaseDelivery } from "../../operations/supervisor/release-delivery.ts";
import { resend } from "../../operations/supervisor/resend.ts";
import { take } from "../../operations/supervisor/take.ts";
import { found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { eachOf } from "../bulk.ts";
import { type CommandTable, command, commands, doing } from "../commands.ts";
import type { Entry } from "../entry.ts";
import { followHold } from "../follow-hold.ts";
import { present } from "../shapes/viewing.ts";
import { changed } from "./email-answers.ts";
import { assignIn, moveToQueueIn, moveToWorkbinIn, reasonIn } from "./supervisor-input.ts";

/** name → what is done, for one interaction and for many alike. wire.md 12 */
const rows = {
  Take: { operation: take, input: reasonIn },
  Assign: { operation: assign, input: assignIn },
  MoveToQueue: { operation: moveToQueue, input: moveToQueueIn },
  MoveToWorkbin: { operation: moveToWorkbin, input: moveToWorkbinIn },
  Complete: { operation: completeOpen, input: reasonIn },
  Cancel: { operation: cancelOpen, input: reasonIn },
} as const;

/** name → its row for one interaction. wire.md 12 */
export const supervisorRows: CommandTable["named"] = {
  Take: command({ body: supervisorCommands.Take, does: doing({ ...rows.Take, answers: changed }) }),
  Assign: command({ body: supervisorCommands.Assign, does: doing({ ...rows.Assign, answers: changed }) }),
  MoveToQueue: command({
    body: supervisorCommands.MoveToQueue,
    does: doing({ ...rows.MoveToQueue, answers: changed }),
  }),
  MoveToWorkbin: command({
    body: supervisorCommands.MoveToWorkbin,
    does: doing({ ...rows.MoveToWorkbin, answers: changed }),
  }),
  Complete: command({ body: supervisorCommands.Complete, does: doing({ ...rows.Complete, answers: changed }) }),
  Cancel: command({ body: supervisorCommands.Cancel, does: doing({ ...rows.Cancel, answers: changed }) }),
};

/** `POST /interactions/{id}` */
export const interactionCommands = commands({
  summary: "Moves the work of others",
  prefix: "Supervise",
  named: supervisorRows,
  answer: operationAnswer,
});

/** `POST /interactions` */
export const interactionsCommands = commands({
  summary: "Moves many interactions, each by itself",
  prefix: "Bulk",
  named: {
    Take: command({ body: bulkCommands.Take, does: eachOf(rows.Take) }),
    Assign: command({ body: bulkCommands.Assign, does: eachOf(rows.Assign) }),
    MoveToQueue: command({ body: bulkCommands.MoveToQueue, does: eachOf(rows.MoveToQueue) }),
    MoveToWorkbin: command({ body: bulkCommands.MoveToWorkbin, does: eachOf(rows.MoveToWorkbin) }),
    Complete: command({ body: bulkCommands.Complete, does: eachOf(rows.Complete) }),
    Cancel: command({ body: bulkCommands.Cancel, does: eachOf(rows.Cancel) }),
  },
  answer: bulkAnswer,
});

const controls = (operation: typeof holdDelivery) => doing({ operation, input: reasonIn, answers: changed });

/** `POST /interactions/{id}/delivery` */
export const deliveryCommands = commands({
  summary: "Holds, releases, cancels, repeats or settles the sending of an e-mail",
  prefix: "Delivery",
  named: {
    Hold: command({ body: deliveryBodies.Hold, does: controls(holdDelivery) }),
    Release: command({ body: deliveryBodies.Release, does: controls(releaseDelivery) }),
    Cancel: command({ body: deliveryBodies.Cancel, does: controls(cancelDelivery) }),
    Resend: command({ body: deliveryBodies.Resend, does: controls(resend) }),
    MarkSent: command({ body: deliveryBodies.MarkSent, does: controls(markSent) }),
  },
  answer: operationAnswer,
});

const holding = doing({
  operation: holdAll,
  input: ({ operationName, reason }: { operationName: "Hold" | "Release"; reason?: string | undefined }) =>
    found({ row: operationName, ...present("reason", reason) }),
  answers: (_, referenceId) => success({ referenceId }),
});

const holdingRow = command({
  body: allDeliveriesBody,
  does: async (body, asking) => {
    const answer = await holding(body, asking);
    if (answer.status === 200) await followHold(asking.answering.performing);
    return answer;
  },
});

/** `POST /deliveries` */
export const allDeliveriesCommands = commands({
  summary: "Holds or releases all outgoing mail",
  prefix: "AllDeliveries",
  named: { Hold: holdingRow, Release: holdingRow },
  answer: operationAnswer,
});

const told = (_: unknown, referenceId: number) => success({ referenceId });

const readinessRow = command({
  body: forceReadinessBody,
  does: doing({
    operation: forceReadiness,
    input: ({ operationName, reason }) => found({ state: operationName, ...present("reason", reason) }),
    answers: told,
  }),
});

const agentRows = commands({
  summary: "Forces an agent's state",
  prefix: "Force",
  named: {
    Ready: readinessRow,
    NotReady: readinessRow,
    LogOut: command({ body: forceLogOutBody, does: doing({ operation: forceLogOut, input: reasonIn, answers: told }) }),
  },
  answer: operationAnswer,
});

/** `POST /users/{id}`, `POST /users/{id}/channels/email`. The sessions that LogOut ends are forgotten here at once. */
export const agentCommands: Entry = { ...agentRows, configures: true };
