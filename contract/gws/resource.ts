import { z } from "zod";

/** What every resource carries: an absolute URI, and the path relative to the base. wire.md 1.8 */
export const located = { uri: z.string(), path: z.string() };

/** ISO 8601, UTC, milliseconds. wire.md 1.8 */
export const time = z.iso.datetime({ precision: 3 });

/** Pairs attached to an interaction. wire.md 5.17 */
export const shownUserData = z.record(z.string(), z.unknown());

/** A remark of an agent; never sent to customers. wire.md 5.17 */
export const commentResource = z.strictObject({ at: time, by: z.string(), text: z.string() });

/** wire.md 3.4, 6 */
export const attachmentResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  size: z.int(),
  mime: z.string(),
  ...located,
  isEmbedded: z.boolean().optional(),
  contentId: z.string().optional(),
});

export const stateNames = ["Queued", "Invited", "Processing", "Composing", "InWorkbin", "Sent", "Completed", "Canceled"] as const; // biome-ignore format: one line
export const subtypeNames = [
  "InboundNew",
  "InboundCustomerReply",
  "InboundNDR",
  "InboundReport",
  "InboundDisposition",
  "OutboundNew",
  "OutboundReply",
  "OutboundAcknowledgement",
  "OutboundAutoResponse",
  "OutboundRedirect",
] as const;
export const deliveryStates = ["waiting", "sending", "retrying", "sent", "failed", "unknown", "held", "cancelled"] as const; // biome-ignore format: one line

/** Keys that both dialects show in the same way. wire.md 3.4 */
export const sharedKeys = {
  contactId: z.string().optional(),
  threadId: z.string().optional(),
  attachments: z.array(attachmentResource).optional(),
  version: z.int(),
  /** Why it left the viewer. */
  reason: z
    .enum([
      "Rejected",
      "InvitationExpired",
      "HandlingExpired",
      "LoggedOut",
      "Reassigned",
      "Transferred",
      "PlacedInQueue",
      "PlacedInWorkbin",
    ])
    .optional(),
  draftType: z.enum(["Reply", "ReplyAll", "Forward", "Create"]).optional(),
  invitationExpiresAt: time.optional(),
  handlingExpiresAt: time.optional(),
  /** The holder's user name. */
  assignedTo: z.string().optional(),
  comments: z.array(commentResource).optional(),
  delivery: z.strictObject({ state: z.enum(deliveryStates) }).optional(),
  workbin: z.string().optional(),
  bodyTruncated: z.boolean().optional(),
};
