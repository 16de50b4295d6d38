import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { sharedKeys, shownUserData, stateNames, subtypeNames, time } from "./resource.ts";

/** Texts and addresses as the seed writes them; all eight are always there, empty is `""`. wire.md 3.4 */
export const emailObject = z.strictObject({
  /** Only in the invitation form. */
  subject: z.string().optional(),
  interactionId: z.string().optional(),
  ToAddress: z.string(),
  FromAddress: z.string(),
  CCAddresses: z.string(),
  BCCAddresses: z.string().optional(),
  Subject: z.string(),
  Text: z.string(),
  StructuredText: z.string(),
  MimeType: z.literal("text/plain"),
  StructuredTextMimeType: z.literal("text/html"),
});

/** States of dialect A: the stored ones, `ReplyCreated` for every draft, and the views of somebody who lost it. wire.md 4.1 */
export const stateA = z.enum([
  ...stateNames.filter((name) => name !== "Composing"),
  "ReplyCreated",
  "Revoked",
  "Transferred",
  "PlacedInQueue",
  "PlacedInWorkbin",
]);

/** The members of dialect A's interaction, the seed's first and in the seed's order. wire.md 3.4 */
export const interactionMembers = {
  id: z.string(),
  channel: z.literal("email"),
  email_object: emailObject,
  interactionType: z.literal("Email"),
  interactionSubType: z.enum(subtypeNames),
  receivedAt: time,
  state: stateA,
  capabilities: z.array(z.string()),
  userData: shownUserData,
  currentQueue: z.string().optional(),
  parentInteractionId: z.string().optional(),
  ...sharedKeys,
};

/** Dialect A's interaction object: `GET /me/interactions/{id}` under `interaction`. wire.md 3.4 */
export const interactionA = z.strictObject(interactionMembers);

export const interactionAnswer = answerWith({ interaction: interactionA });
export const interactionsAnswer = answerWith({
  interactions: z.array(interactionA),
  nextCursor: z.string().optional(),
});
/** A collection without `fields`. wire.md 1.7 */
export const urisAnswer = answerWith({ uris: z.array(z.string()), nextCursor: z.string().optional() });

export type EmailObject = z.infer<typeof emailObject>;
export type InteractionA = z.infer<typeof interactionA>;
