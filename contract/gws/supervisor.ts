import { z } from "zod";
import { answerWith, bulkResult, partialAnswer } from "../envelope.ts";
import { refusal } from "../read-body.ts";
import { namesQueue } from "./email-commands.ts";
import { line, queueKeys } from "./parameters.ts";
import { deliveryStates, time } from "./resource.ts";

/** Why a supervisor does it: for the audit. wire.md 12 */
const reason = z.string().max(10_000).optional();

/** A user by id, name or URI; those that disagree are refused where users are known. wire.md 12 */
const userKeys = {
  userId: z.string().max(1_000).optional(),
  userName: z.string().max(1_000).optional(),
  userUri: z.string().max(10_000).optional(),
};

const isGiven = (value: string | undefined): boolean => value !== undefined && value !== "";

/** Whether a body names a user at all; an empty text names none. */
const namesUser = (body: {
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  readonly userUri?: string | undefined;
}): boolean => [body.userId, body.userName, body.userUri].some(isGiven);

/** The operations on one open interaction, with further keys. */
const supervising = <Further extends z.ZodRawShape>(further: Further) => ({
  Take: z.object({ operationName: z.literal("Take"), reason, ...further }),
  Assign: z.object({ operationName: z.literal("Assign"), ...userKeys, reason, ...further }),
  MoveToQueue: z.object({
    operationName: z.literal("MoveToQueue"),
    ...queueKeys,
    position: z.enum(["keep", "end"]).default("keep"),
    reason,
    ...further,
  }),
  MoveToWorkbin: z.object({
    operationName: z.literal("MoveToWorkbin"),
    workbinName: z.string().min(1).max(1_000),
    ...userKeys,
    agentGroup: z.string().max(1_000).optional(),
    reason,
    ...further,
  }),
  Complete: z.object({ operationName: z.literal("Complete"), reason, ...further }),
  Cancel: z.object({ operationName: z.literal("Cancel"), reason, ...further }),
});

/** Each is done once, however often it is named. wire.md 12 */
const ids = z
  .array(z.string().max(1_000))
  .max(1_000)
  .superRefine((named, context) => {
    if (named.length === 0) context.addIssue(refusal(1, [], "missing"));
  });

const one = supervising({});
const several = supervising({ ids });

export type Assign = z.infer<typeof one.Assign>;
export type MoveToQueue = z.infer<typeof one.MoveToQueue>;
export type MoveToWorkbin = z.infer<typeof one.MoveToWorkbin>;

function queueNamed(body: Partial<Pick<MoveToQueue, "queueName" | "queueUri" | "queueId">>, context: z.RefinementCtx) {
  if (!namesQueue(body)) context.addIssue(refusal(1, ["queueName"], "missing"));
}

function oneShelf(body: Omit<MoveToWorkbin, "operationName">, context: z.RefinementCtx) {
  const isForGroup = isGiven(body.agentGroup);
  if (isForGroup && namesUser(body)) {
    context.addIssue(refusal(2, ["agentGroup"], "userId and agentGroup exclude each other"));
  } else if (!isForGroup && !namesUser(body)) context.addIssue(refusal(1, ["userId"], "missing"));
}

/** `POST /interactions/{id}`. wire.md 12 */
export const supervisorCommands = {
  ...one,
  MoveToQueue: one.MoveToQueue.superRefine(queueNamed),
  MoveToWorkbin: one.MoveToWorkbin.superRefine(oneShelf),
} as const;

/** `POST /interactions`: the same on many, each by itself. wire.md 12 */
export const bulkCommands = {
  ...several,
  MoveToQueue: several.MoveToQueue.superRefine(queueNamed),
  MoveToWorkbin: several.MoveToWorkbin.superRefine(oneShelf),
} as const;

const controlling = <Name extends string>(name: Name) => z.object({ operationName: z.literal(name), reason });

/** `POST /interactions/{id}/delivery`. wire.md 12 */
export const deliveryCommands = {
  Hold: controlling("Hold"),
  Release: controlling("Release"),
  Cancel: controlling("Cancel"),
  Resend: controlling("Resend"),
  MarkSent: controlling("MarkSent"),
} as const;

/** `POST /deliveries`: all outgoing mail. wire.md 12 */
export const allDeliveriesBody = z.object({ operationName: z.enum(["Hold", "Release"]), reason });

/** `POST /users/{id}` and `/users/{id}/channels/email`; the reason is shown with the state. wire.md 12 */
export const forceReadinessBody = z.object({
  operationName: z.enum(["Ready", "NotReady"]),
  reason: line(255).optional(),
});
export const forceLogOutBody = z.object({ operationName: z.literal("LogOut"), reason: line(255).optional() });

/** All done: code 0; some: 7; none: the failure of the first, with `results`. wire.md 12 */
export const bulkAnswer = z.union([answerWith({ results: z.array(bulkResult) }), partialAnswer]);

/** `GET /supervisor/overview`. wire.md 12 */
export const overviewAnswer = answerWith({
  queues: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.enum(["inbound", "review", "draft", "outbound", "parked"]),
      waiting: z.int(),
      oldestReceivedAt: time.optional(),
      invited: z.int(),
    }),
  ),
  agents: z.array(
    z.strictObject({
      userId: z.string(),
      userName: z.string(),
      state: z.enum(["Ready", "NotReady", "LoggedOut"]),
      reason: z.string().optional(),
      since: time,
      invited: z.int(),
      processing: z.int(),
      composing: z.int(),
      capacity: z.int(),
    }),
  ),
  deliveries: z.record(z.enum(deliveryStates), z.int()),
});

export type OverviewAnswer = z.infer<typeof overviewAnswer>;
