import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

const actionsMax = 20;
const secondsMax = 60;

/** `POST /holds`: operations of GWS on e-mails, each in the version that the person saw. desktop.md 5.4, 13 */
export const holdBody = z.object({
  seconds: z.int().min(0).max(secondsMax).optional(),
  /** Id of the last e-mail of the thread that the person has seen. */
  seenMessageId: z.string().max(100).optional(),
  actions: z
    .array(
      z.looseObject({ emailId: z.string().min(1).max(100), version: z.int().min(1), operationName: z.string().min(1) }),
    )
    .min(1)
    .max(actionsMax),
});

export const holdResource = z.strictObject({
  id: z.string(),
  until: time,
  state: z.enum(["held", "done", "undone", "refused"]),
  /** Why it was not done. */
  reason: z.string().optional(),
  emailIds: z.array(z.string()),
  version: z.int(),
});

export const holdAnswer = answerWith({ hold: holdResource });

export type HoldResource = z.infer<typeof holdResource>;
