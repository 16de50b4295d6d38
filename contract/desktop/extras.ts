import { z } from "zod";
import { time } from "../gws/resource.ts";

/** How a check of the sender ended. */
export const verdict = z.enum(["pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror"]);

/** Members that dialect B's e-mail has for the desktop; GWS clients ignore keys that they do not know. desktop.md 13 */
export const desktopExtras = {
  priority: z.int().optional(),
  /** Received, but not read yet: its text and files are not there. */
  isBeingRead: z.literal(true).optional(),
  language: z.string().optional(),
  slaDueAt: time.optional(),
  /** The beginning of what is written anew in the text, in one line. */
  preview: z.string().optional(),
  /**
   * What is what in the whole plain text of a received mail, in order and without gap; absent where all is new. Places count UTF-16 units.
   */
  textRanges: z
    .array(
      z.strictObject({
        kind: z.enum(["new", "quoted", "signature"]),
        start: z.int(),
        end: z.int(),
        /** Why it is not new. */
        rule: z.string(),
      }),
    )
    .optional(),
  /** The mail that a received one passes on, by its header: whom an agent may want to answer instead. Its subject and date as written there. */
  forwarded: z
    .strictObject({
      from: z.strictObject({ name: z.string(), address: z.string() }),
      to: z.string(),
      subject: z.string(),
      date: z.string(),
      /** An attached message is certain, a text only looks like one. */
      source: z.enum(["attached", "inline"]),
    })
    .optional(),
  invitation: z.strictObject({ offeredAt: time.optional(), expiresAt: time }).optional(),
  hold: z.strictObject({ id: z.string(), until: time }).optional(),
  /** What a draft quotes, which Send puts behind its text. */
  quote: z.strictObject({ interactionId: z.string() }).optional(),
  snoozedUntil: time.optional(),
  senderVerdict: z.strictObject({ spf: verdict, dkim: verdict, dmarc: verdict, aligned: z.boolean() }).optional(),
};
