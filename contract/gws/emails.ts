import { z } from "zod";
import { desktopExtras } from "../desktop/extras.ts";
import { answerWith } from "../envelope.ts";
import { located, sharedKeys, shownUserData, stateNames, subtypeNames } from "./resource.ts";

const named = z.strictObject({ name: z.string(), address: z.string() });

/** States of dialect B: the stored ones, and `Revoked` for somebody it was taken from. wire.md 4.1 */
export const stateB = z.enum([...stateNames, "Revoked"]);

/** The members of dialect B's e-mail. `revelantResponseTemplateGroups` is misspelt in GWS, kept. wire.md 3.4 */
export const emailMembers = {
  id: z.string(),
  state: stateB,
  ...located,
  from: z.string().optional(),
  to: z.array(z.string()).optional(),
  cc: z.array(z.string()).optional(),
  bcc: z.array(z.string()).optional(),
  subject: z.string().optional(),
  /** HTML. */
  body: z.string(),
  bodyAsPlainText: z.string(),
  mime: z.literal("text/html"),
  capabilities: z.array(z.string()),
  userData: shownUserData.optional(),
  /** `2026-11-23 10:18:00.000+0000` */
  receivedDate: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\+0000$/)
    .optional(),
  emailType: z.enum(["Inbound", "Outbound"]),
  parentId: z.string().optional(),
  suggestedQueueUris: z.array(z.string()).optional(),
  revelantResponseTemplateGroups: z.array(z.string()).optional(),
  interactionSubType: z.enum(subtypeNames),
  queue: z.string().optional(),
  messageId: z.string().optional(),
  addresses: z
    .strictObject({
      from: z.array(named),
      to: z.array(named),
      cc: z.array(named),
      bcc: z.array(named).optional(),
      replyTo: z.array(named),
    })
    .partial()
    .optional(),
  assignedToId: z.string().optional(),
  ...sharedKeys,
  ...desktopExtras,
};

/** Dialect B's e-mail object: `GET /me/emails/{id}` under `email`. wire.md 3.4 */
export const emailB = z.strictObject(emailMembers);

export const emailAnswer = answerWith({ email: emailB });
export const emailsAnswer = answerWith({ emails: z.array(emailB), nextCursor: z.string().optional() });

export type EmailB = z.infer<typeof emailB>;
