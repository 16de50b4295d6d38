import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { line } from "../gws/parameters.ts";
import { time } from "../gws/resource.ts";
import { refusal } from "../read-body.ts";

const agentOperations = ["SetState", "LogOff", "TakeBack", "ReOffer", "Message"] as const;

/** An agent as supervisors look at one; counts are of today by UTC. desktop.md 7, 13 */
export const agentOnBoard = z.strictObject({
  userId: z.string(),
  userName: z.string(),
  /** Names. */
  groups: z.array(z.string()),
  state: z.enum(["Ready", "NotReady", "LoggedOut"]),
  reason: z.string().optional(),
  since: time,
  /** The supervisor who set this state. */
  forcedBy: z.string().optional(),
  /** What counts against the capacity, and what of it is only offered. */
  held: z.int(),
  offered: z.int(),
  capacity: z.int(),
  lastAction: z.strictObject({ operation: z.string(), at: time }).optional(),
  done: z.int(),
  declined: z.int(),
  missed: z.int(),
  /** What whoever asks may do with the agent now. */
  capabilities: z.array(z.enum(agentOperations)),
});

const reason = line(255).optional();
const interactionId = z.string().min(1).max(1_000);

/** `POST /agents/{id}`; reasons are shown to the agent and stand in the audit. desktop.md 13 */
export const agentControls = {
  SetState: z.object({ operationName: z.literal("SetState"), state: z.enum(["Ready", "NotReady"]), reason }),
  LogOff: z.object({ operationName: z.literal("LogOff"), reason }),
  TakeBack: z.object({ operationName: z.literal("TakeBack"), interactionId, reason }),
  ReOffer: z.object({ operationName: z.literal("ReOffer"), interactionId, reason }),
  Message: z.object({
    operationName: z.literal("Message"),
    text: z
      .string()
      .max(1_000)
      .transform((text) => text.trim())
      .superRefine((text, context) => {
        if (text === "") context.addIssue(refusal(1, [], "missing"));
      }),
  }),
} as const;

export const agentAnswer = answerWith({ agent: agentOnBoard });

export type AgentOnBoard = z.infer<typeof agentOnBoard>;
