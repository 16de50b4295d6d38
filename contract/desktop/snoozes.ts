import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** `PUT /interactions/{id}/snooze`: until when the e-mail is put off. desktop.md 13 */
export const snoozeBody = z.object({
  until: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  /** An answer of the customer ends it early. */
  wakeOnReply: z.boolean().default(true),
});

export const snoozeResource = z.strictObject({
  interactionId: z.string(),
  /** Absent when nothing is put off any more. */
  until: time.optional(),
  wakeOnReply: z.boolean().optional(),
  /** `due`: its time has come, and it was offered to its owner, or lies there because the owner was not ready. */
  state: z.enum(["asleep", "due", "over"]),
  version: z.int(),
});

export const snoozeAnswer = answerWith({ snooze: snoozeResource });

export type SnoozeResource = z.infer<typeof snoozeResource>;
