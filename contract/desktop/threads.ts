import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { limit } from "../gws/reading.ts";
import { attachmentResource, deliveryStates, stateNames, time } from "../gws/resource.ts";
import { threadingMembers } from "../gws/threads.ts";

const address = z.strictObject({ name: z.string(), address: z.string() });

/** A mail or a note in a thread; the edge on its left says which (desktop.md 3.1). */
const threadMessage = z.strictObject({
  kind: z.enum(["customer", "agent", "note", "draft", "system"]),
  /** Of the interaction, or of the note. */
  id: z.string(),
  at: time,
  /** Of a note its author's user name. */
  by: z.string().optional(),
  from: address.optional(),
  to: z.array(address).optional(),
  cc: z.array(address).optional(),
  subject: z.string().optional(),
  preview: z.string(),
  attachments: z.array(attachmentResource).optional(),
  state: z.enum(stateNames).optional(),
  delivery: z.strictObject({ state: z.enum(deliveryStates) }).optional(),
  version: z.int().optional(),
  ...threadingMembers,
  /** The whole text of a note. */
  text: z.string().optional(),
  /** User names. */
  mentions: z.array(z.string()).optional(),
});

const reader = z.strictObject({ userId: z.string(), name: z.string(), at: time });

/** `GET /threads/{id}`. desktop.md 13 */
export const seenThreadQuery = z.object({ limit: limit(100), cursor: z.string().max(1_000).optional() });

export const seenThreadAnswer = answerWith({
  threadId: z.string(),
  /** Oldest first. */
  messages: z.array(threadMessage),
  readBy: z.array(reader),
  nextCursor: z.string().optional(),
});

/** `POST /threads/{id}/notes`. */
export const noteBody = z.object({
  text: z.string().trim().min(1).max(20_000),
  /** Ids or user names of colleagues. */
  mentions: z.array(z.string().min(1).max(1_000)).max(50).default([]),
});

export const noteAnswer = answerWith({
  note: z.strictObject({
    id: z.string(),
    threadId: z.string(),
    userId: z.string(),
    by: z.string(),
    text: z.string(),
    mentions: z.array(z.string()),
    at: time,
    version: z.int(),
  }),
});

/** `PUT /interactions/{id}/presence`: to be renewed every 15 seconds, gone after 45. desktop.md 3.6 */
export const presenceBody = z.object({ level: z.enum(["viewing", "away", "writing", "watching"]) });

const person = z.strictObject({
  userId: z.string(),
  name: z.string(),
  level: z.enum(["viewing", "away", "writing", "watching"]),
  since: time,
});

export const presenceMembers = { interactionId: z.string(), people: z.array(person) };
export const presenceAnswer = answerWith(presenceMembers);

export type ThreadAnswer = z.infer<typeof seenThreadAnswer>;
export type PresenceMembers = z.infer<typeof presenceAnswer>;
export type NoteResource = z.infer<typeof noteAnswer>["note"];
