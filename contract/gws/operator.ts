import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { emailMembers } from "./emails.ts";
import { interactionMembers } from "./interactions.ts";
import { deliveryStates, stateNames, subtypeNames, time } from "./resource.ts";
import { threadingMembers } from "./threads.ts";

/** A row of `GET /interactions`: the keys are always there, `null` when empty (wire.md 1.7). product.md */
export const operatorRow = z.strictObject({
  id: z.string(),
  state: z.enum(stateNames),
  interactionType: z.string(),
  interactionSubType: z.enum(subtypeNames),
  queue: z.string().nullable(),
  assignedTo: z.string().nullable(),
  messageId: z.string().nullable(),
  subject: z.string().nullable(),
  from: z.string().nullable(),
  contactId: z.string().nullable(),
  threadId: z.string().nullable(),
  parentInteractionId: z.string().nullable(),
  receivedAt: time,
  version: z.int(),
  delivery: z
    .strictObject({ state: z.enum(deliveryStates) })
    .nullable()
    .optional(),
  workbin: z.string().nullable().optional(),
});

export const operatorRowsAnswer = answerWith({ interactions: z.array(operatorRow), nextCursor: z.string().optional() });

/** `GET /interactions/{id}`: all keys of both dialects in one object, `state` by its stored name. wire.md 5.19 */
export const wholeInteraction = z.strictObject({
  ...emailMembers,
  ...interactionMembers,
  ...threadingMembers,
  state: z.enum(stateNames),
});

export const wholeInteractionAnswer = answerWith({ interaction: wholeInteraction });

/** One try to hand a mail to the next hop. product.md */
export const attemptResource = z.strictObject({
  at: time,
  host: z.string(),
  code: z.int().optional(),
  enhancedCode: z.string().optional(),
  text: z.string().optional(),
  outcome: z.string(),
});

/** What a report says of a recipient. mail.md 8.2 (ours) */
const recipientReport = z.strictObject({
  interactionId: z.string(),
  action: z.enum(["failed", "delayed", "delivered"]),
  status: z.string().optional(),
  text: z.string(),
  remoteHost: z.string().optional(),
  class: z.enum(["hard", "soft", "size", "policy", "auth", "unknown"]),
  verified: z.boolean(),
  at: time,
});

/** One recipient, where not all fared alike or a report came: what the next hop said of it, and the report. mail.md 8.2, 11.1 (ours) */
const recipientState = z.strictObject({
  address: z.string(),
  state: z.enum(deliveryStates).optional(),
  code: z.int().optional(),
  enhancedCode: z.string().optional(),
  text: z.string().optional(),
  report: recipientReport.optional(),
});

/** `GET /interactions/{id}/delivery`. product.md */
export const deliveryResource = z.strictObject({
  state: z.enum(deliveryStates),
  messageId: z.string(),
  attempts: z.array(attemptResource),
  recipients: z.array(recipientState).optional(),
  nextAttemptAt: time.optional(),
  /** Somebody may get it twice: it goes, or went, again behind a reply that was lost (ours). mail.md 11.4 */
  possibleDuplicate: z.literal(true).optional(),
  /** Of its e-mail (ours): decisions name it. */
  version: z.int(),
});

export const deliveryAnswer = answerWith({ delivery: deliveryResource });

/** Where an interaction was or is: state, user name of the holder, queue, shelf. */
const situation = z.strictObject({
  state: z.enum(stateNames),
  holder: z.string().optional(),
  queue: z.string().optional(),
  workbin: z.string().optional(),
  delivery: z.enum(deliveryStates).optional(),
});

/** A transition: who, when, from, to, why. `by` is a user name or `system`. product.md */
export const historyRow = z.strictObject({
  seq: z.int().optional(),
  at: time,
  by: z.string(),
  operation: z.string(),
  from: situation.optional(),
  to: situation,
  why: z.string().optional(),
  version: z.int(),
  referenceId: z.int().optional(),
});

/** The row of its arrival says also why a mail joined its thread. mail.md 5.2 */
const historyOfOne = historyRow.extend({ joinedBecause: threadingMembers.joinedBecause });

export const historyAnswer = answerWith({ history: z.array(historyOfOne), nextCursor: z.string().optional() });

/** Of a person who was erased: how many e-mails now, how many are left, and by what the rows of the audit without their words are known. */
const erasureReceipt = z.strictObject({
  receipt: z.string(),
  interactions: z.int(),
  left: z.int(),
  rows: z.int(),
  digest: z.string(),
});

/** A row of the audit trail, with a gapless `seq`: transitions of interactions, states of agents, changes of configuration. product.md */
export const auditRow = z.strictObject({
  ...historyRow.shape,
  seq: z.int(),
  kind: z.string(),
  interactionId: z.string().optional(),
  /** What was configured, or whose readiness changed, or what was refused. */
  thing: z.string().optional(),
  name: z.string().optional(),
  /** Where a refused request came from. */
  address: z.string().optional(),
  ...erasureReceipt.partial().shape,
  to: situation.optional(),
  version: z.int().optional(),
});

export const auditAnswer = answerWith({ audit: z.array(auditRow), nextSince: z.int().optional() });

export type OperatorRow = z.infer<typeof operatorRow>;
export type WholeInteraction = z.infer<typeof wholeInteraction>;
export type AttemptResource = z.infer<typeof attemptResource>;
export type DeliveryResource = z.infer<typeof deliveryResource>;
export type HistoryRow = z.infer<typeof historyRow>;
export type AuditRow = z.infer<typeof auditRow>;
