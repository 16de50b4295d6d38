import { z } from "zod";
import { answerWith } from "../envelope.ts";

/** wire.md 2.3. The ids of Ready, NotReady and AuxWork are GWS's. */
export const userState = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  state: z.enum(["Ready", "NotReady", "LoggedOut"]),
  workMode: z.string().optional(),
  reason: z.string().optional(),
  reasonCode: z.string().optional(),
});

/** An agent's access to a medium, with its readiness. wire.md 2.3 */
export const channelResource = z.strictObject({
  channel: z.string(),
  userState,
  doNotDisturb: z.enum(["On", "Off"]),
  since: z.iso.datetime().optional(),
  capacity: z.int().optional(),
  held: z.int().optional(),
  available: z.boolean().optional(),
  forcedBy: z.string().optional(),
});

/** A state that agents may choose. wire.md 2.3 */
export const agentState = z.strictObject({
  id: z.string(),
  operationName: z.string(),
  displayName: z.string(),
  state: z.enum(["Ready", "NotReady"]),
  workMode: z.string().optional(),
  reason: z.string().optional(),
});

export const channelsAnswer = answerWith({ channels: z.array(channelResource) });
export const agentStatesAnswer = answerWith({ settings: z.array(agentState) });

export type ChannelResource = z.infer<typeof channelResource>;
export type AgentState = z.infer<typeof agentState>;
