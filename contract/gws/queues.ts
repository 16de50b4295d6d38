import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { located, time } from "./resource.ts";

/** Where interactions wait. wire.md 10.2 */
export const queueResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  channel: z.literal("email"),
  internal: z.literal(false),
  ...located,
  kind: z.enum(["inbound", "review", "draft", "outbound", "parked"]),
  waiting: z.int().optional(),
  oldestReceivedAt: time.optional(),
  /** As in the provisioning file; of queues that are routed. product.md */
  routing: z
    .strictObject({
      skills: z.string(),
      priority: z.int(),
      relax: z.array(z.strictObject({ after: z.number(), skills: z.string() })),
      overflow: z.strictObject({ after: z.number(), queue: z.string() }).optional(),
    })
    .optional(),
  invitationTimeout: z.number().optional(),
});

export const queueAnswer = answerWith({ queue: queueResource });
export const queuesAnswer = answerWith({ queues: z.array(queueResource), nextCursor: z.string().optional() });

export type QueueResource = z.infer<typeof queueResource>;
