import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { auditRow } from "../gws/operator.ts";
import { limit } from "../gws/reading.ts";
import { time } from "../gws/resource.ts";
import { momentText } from "../moments.ts";

/** What is looked for in the audit, newest first. desktop.md 8.5, 13 */
export const auditSearchQuery = z.strictObject({
  /** A user name, or `system`. */
  actor: z.string().min(1).max(1_000).optional(),
  /** An interaction or a contact by its id, a user or what was configured by its name. */
  object: z.string().min(1).max(1_000).optional(),
  /** The operation, as a row names it. */
  action: z.string().min(1).max(100).optional(),
  /** The first moment, and the first that is not any more. */
  from: momentText.optional(),
  to: momentText.optional(),
  limit: limit(50),
  cursor: z.string().max(100).optional(),
});

/** A row of `/api/v2/audit`, with where an interaction was and is. */
const foundRow = z.strictObject({ ...auditRow.shape, before: auditRow.shape.from, after: auditRow.shape.to });

export const auditSearchAnswer = answerWith({
  audit: z.array(foundRow),
  /** Absent: nothing is left. A page may have fewer rows than `limit`, or none, and one all the same: only so many rows are looked at for it. */
  nextCursor: z.string().optional(),
  /** With `nextCursor`: everything since then was looked at. */
  lookedBackTo: time.optional(),
});

export type AuditSearchAnswer = z.infer<typeof auditSearchAnswer>;

/** `cursor`: of the answer before; absent: from the first row. */
export const auditVerifyBody = z.strictObject({ cursor: z.string().max(100).optional() });

export const auditVerifyAnswer = answerWith({
  /** Nothing wrong was found so far. */
  ok: z.boolean(),
  /** The first row that was changed, or that is missing. */
  firstBadSeq: z.int().nullable(),
  /** The last row that was looked at, and the last that there is. */
  checkedTo: z.int(),
  lastSeq: z.int(),
  /** There is more to look at. */
  nextCursor: z.string().optional(),
});

export type AuditVerifyAnswer = z.infer<typeof auditVerifyAnswer>;
