import { z } from "zod";
import { answerWith, statusCode } from "../envelope.ts";
import { limit } from "../gws/reading.ts";
import { time } from "../gws/resource.ts";
import { refusal } from "../read-body.ts";

/** What a job can do to each of many e-mails: the supervisors' operations of wire.md 12, and those of the owner. desktop.md 3.8 */
export const jobActions = [
  "Assign",
  "MoveToQueue",
  "MoveToWorkbin",
  "Complete",
  "Cancel",
  "Transfer",
  "PlaceInQueue",
  "PlaceInWorkbin",
  "SetDisposition",
  "Snooze",
  "Reply",
  "Spam",
] as const;

const action = z.enum(jobActions);
const ids = z.array(z.string().min(1).max(1_000));

/** `ids`: those named, each once. `query`: all that `GET /search` finds, but for `exceptIds`. Exactly one of the two. */
const selection = z
  .strictObject({
    ids: ids.min(1).max(1_000).optional(),
    query: z.string().max(1_000).optional(),
    exceptIds: ids.max(1_000).optional(),
  })
  .superRefine((given, context) => {
    const isByIds = given.ids !== undefined;
    if (given.query === undefined && !isByIds) context.addIssue(refusal(1, ["ids"], "missing"));
    if (given.query !== undefined && isByIds) {
      context.addIssue(refusal(2, ["query"], "ids and query exclude each other"));
    }
    if (given.exceptIds !== undefined && isByIds) {
      context.addIssue(refusal(2, ["exceptIds"], "ids and exceptIds exclude each other"));
    }
  });

/** `POST /jobs`. The set is fixed when the job starts. desktop.md 13 */
export const jobBody = z.strictObject({
  action,
  /** The keys of that operation, without `operationName`; of Snooze those of `PUT /interactions/{id}/snooze`; of Reply `replyParams`; of Spam none. */
  params: z.looseObject({}).default({}),
  selection,
  /** Says how many it would be, and does nothing. */
  dryRun: z.boolean().default(false),
});

/**
 * One text for each of the e-mails; field codes of standard responses in it get the values of each. `html` stands in place of the
 * response's own text, whose documents come along. `complete`: each e-mail is done when its answer goes.
 */
export const replyParams = z
  .strictObject({
    responseId: z.string().min(1).max(100).optional(),
    html: z.string().max(200_000).optional(),
    subject: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^[^\r\n]*$/, { error: "line breaks are not allowed" })
      .optional(),
    complete: z.boolean().default(true),
  })
  .superRefine(({ responseId, html }, context) => {
    if (responseId === undefined && html === undefined) context.addIssue(refusal(1, ["html"], "missing"));
  });

/** As `operationName` and `params` are read together. */
export const spamBody = z.strictObject({ operationName: z.literal("Spam") });

/** `POST /jobs/{id}`: `Cancel` leaves what is not done yet; `Undo` puts back what is still as the job left it. */
export const jobCommands = {
  Cancel: z.strictObject({ operationName: z.literal("Cancel") }),
  Undo: z.strictObject({ operationName: z.literal("Undo") }),
} as const;

export const jobResource = z.strictObject({
  id: z.string(),
  action,
  state: z.enum(["running", "done", "cancelled", "undoing", "undone"]),
  /** How many the set has; `done` and `failed` together reach it, unless it is cancelled. */
  total: z.int(),
  done: z.int(),
  failed: z.int(),
  /** Of those done, how many were put back. When it is `undone`, `done - undone` could not be: they are among the failures. */
  undone: z.int(),
  /** Of those done, how many answers still wait and can be called back. */
  held: z.int(),
  /** Whether `Undo` is possible now. */
  undoable: z.boolean(),
  createdAt: time,
  /** When it last came to an end; absent while there is more to do. */
  endedAt: time.optional(),
  version: z.int(),
});

/** What a dry run says: nothing is kept. */
const jobForeseen = z.strictObject({
  action,
  state: z.literal("dryRun"),
  total: z.int(),
  /** Whether it could be undone afterwards. */
  undoable: z.boolean(),
  /** Of Reply alone. */
  reply: z
    .strictObject({
      contacts: z.int(),
      /** Those who would get several answers: each e-mail gets its own. */
      repeatedContacts: z.int(),
      /** How long each answer could be called back. */
      holdSeconds: z.int(),
      /** The first three as they would go out, without what they quote; or why they would not. */
      previews: z.array(
        z.strictObject({
          interactionId: z.string(),
          to: z.array(z.strictObject({ name: z.string(), address: z.string() })).optional(),
          subject: z.string().optional(),
          text: z.string().optional(),
          statusCode: statusCode.optional(),
          statusMessage: z.string().optional(),
        }),
      ),
    })
    .optional(),
});

export const jobAnswer = answerWith({ job: jobResource });
export const jobStartedAnswer = answerWith({ job: z.union([jobResource, jobForeseen]) });

/** `GET /jobs/{id}/failures`, in the order in which they were tried. */
export const jobFailuresQuery = z.strictObject({ limit: limit(100), cursor: z.string().max(1_000).optional() });

const jobFailure = z.strictObject({
  interactionId: z.string(),
  /** Absent where the caller may not see the e-mail, or there is none. */
  subject: z.string().optional(),
  statusCode,
  statusMessage: z.string(),
  /** It was done, and could not be put back. */
  undoing: z.literal(true).optional(),
});

export const jobFailuresAnswer = answerWith({ failures: z.array(jobFailure), nextCursor: z.string().optional() });

export type JobAction = (typeof jobActions)[number];
export type JobBody = z.input<typeof jobBody>;
export type JobResource = z.infer<typeof jobResource>;
export type JobStartedAnswer = z.infer<typeof jobStartedAnswer>;
export type JobFailuresAnswer = z.infer<typeof jobFailuresAnswer>;
