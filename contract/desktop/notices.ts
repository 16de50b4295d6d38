import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** What a supervisor or the server did to an agent, until the agent puts it away. desktop.md 3.2, 7 */
export const noticeResource = z.strictObject({
  id: z.string(),
  at: time,
  /** User name; absent: the server did it. */
  by: z.string().optional(),
  operationName: z.enum(["SetState", "LogOff", "TakeBack", "ReOffer", "Message"]),
  state: z.enum(["Ready", "NotReady"]).optional(),
  reason: z.string().optional(),
  interactionId: z.string().optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
  /** It is never changed. */
  version: z.literal(1),
});

/** `DELETE /me/notices/{id}`. desktop.md 13 */
export const noticeRemovedAnswer = answerWith({ removedId: z.string() });

export type NoticeResource = z.infer<typeof noticeResource>;
