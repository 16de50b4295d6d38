import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { limit } from "../gws/reading.ts";
import { time } from "../gws/resource.ts";
import { momentText } from "../moments.ts";
import { timeZone } from "../time-zone.ts";

/** Tables of figures, and lists of one row each. desktop.md 7, 13 */
export const reportNames = [
  ...["volume", "age", "response", "handling", "sla", "transfers", "dispositions", "responses"],
  ...["agents", "readiness", "interactions"],
] as const;

export const reportQuery = z.strictObject({
  /** The first moment, and the first that is not any more: the last seven days. */
  from: momentText.optional(),
  to: momentText.optional(),
  /** By name or id. */
  queue: z.string().min(1).max(1_000).optional(),
  /** A user name or id: e-mails that this agent had in hands last. */
  agent: z.string().min(1).max(1_000).optional(),
  /** How the time is cut; absent: not at all. */
  interval: z.enum(["hour", "day", "week", "month"]).optional(),
  /** By whose clocks days begin. */
  timeZone: timeZone.default("UTC"),
  format: z.enum(["json", "csv"]).default("json"),
  /** Of `interactions` as JSON. */
  limit: limit(100),
  cursor: z.string().max(1_000).optional(),
});

const cell = z.union([z.string(), z.number(), z.null()]);
const row = z.record(z.string(), cell);

export const reportAnswer = answerWith({
  name: z.string(),
  from: time,
  to: time,
  /** What its numbers and percentages are of. */
  base: z.string(),
  /** The keys of each row, in the order in which they are shown. */
  columns: z.array(z.string()),
  rows: z.array(row),
  /** All rows together, as one. */
  totals: row.optional(),
  /** Of `interactions`: absent when nothing is left. */
  nextCursor: z.string().optional(),
});

export type ReportAnswer = z.infer<typeof reportAnswer>;
