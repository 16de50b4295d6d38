import { z } from "zod";
import { referenceId } from "../envelope.ts";
import { channelResource } from "./channels.ts";
import { emailB } from "./emails.ts";
import { interactionMembers } from "./interactions.ts";

const notificationType = z.enum(["StatusChange", "PropertiesUpdated", "EmailSaved", "AttachmentAdded", "AttachmentRemoved", "Error"]); // biome-ignore format: one line

/** Dialect A: the resource lies at the top of the message. wire.md 3.4 */
export const interactionStateMessage = z.strictObject({
  messageTypeName: z.literal("InteractionStateMessage"),
  ...interactionMembers,
  notificationType,
  referenceId: referenceId.optional(),
  errorMessage: z.string().optional(),
});

/** Dialect B. wire.md 3.4 */
export const emailStateChangeMessage = z.strictObject({
  referenceId: referenceId.optional(),
  messageType: z.literal("EmailStateChangeMessage"),
  notificationType,
  errorMessage: z.string().optional(),
  email: emailB,
});

/** `/v2/me/channels`. wire.md 3.4 */
export const channelStateMessage = z.strictObject({
  messageType: z.literal("ChannelStateChangeMessageV2"),
  referenceId: referenceId.optional(),
  channels: z.array(channelResource),
});

/** `/v2/me/workbins`: an item came or went; its `capabilities` are always empty. wire.md 3.4 */
export const workbinStateMessage = z.strictObject({
  messageType: z.literal("WorkbinStateChangeMessage"),
  action: z.enum(["ItemAdded", "ItemRemoved"]),
  id: z.string(),
  referenceId: referenceId.optional(),
  workbinName: z.string(),
  emailStateResourceV2: emailB,
});

/** wire.md 3.4, 7 */
export const workbinSubscriptionMessage = z.strictObject({
  messageType: z.literal("WorkbinSubscriptionStateChangeMessage"),
  id: z.string(),
  stateResource: z.enum(["Subscribed", "Unsubscribed", "RequestFailed"]),
  referenceId: referenceId.optional(),
  workbinUserId: z.string().optional(),
});

export type InteractionStateMessage = z.infer<typeof interactionStateMessage>;
export type EmailStateChangeMessage = z.infer<typeof emailStateChangeMessage>;
export type ChannelStateMessage = z.infer<typeof channelStateMessage>;
export type WorkbinStateMessage = z.infer<typeof workbinStateMessage>;
export type WorkbinSubscriptionMessage = z.infer<typeof workbinSubscriptionMessage>;
