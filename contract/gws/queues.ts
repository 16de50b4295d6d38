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
});

export const queueAnswer = answerWith({ queue: queueResource });
export const queuesAnswer = answerWith({ queues: z.array(queueResource), nextCursor: z.string().optional() });

export type QueueResource = z.infer<typeof queueResource>;
