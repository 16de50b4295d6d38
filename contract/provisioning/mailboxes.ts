import { z } from "zod";
import { acknowledgement } from "./answering.ts";
import { imap } from "./imap.ts";
import { described, emailAddress, name, text } from "./units.ts";

/** An address at which the centre receives, with its queue. product.md, mail.md 2.1 */
export const mailbox = z.strictObject({
  address: emailAddress.meta(described("Main address. Compared without regard to case.")),
  name: text(255)
    .regex(/^[^\r\n]*$/, { error: "line breaks are not allowed" })
    .default("")
    .meta(described("Display name of what is sent from here.")),
  queue: name.meta(described("Queue that gets what arrives here; inbound or review.")),
  aliases: z.array(emailAddress).max(1_000).default([]).meta(described("Further addresses of this mailbox.")),
  bounceTag: z.boolean().default(true).meta(described("Envelope senders carry a tag that recognises bounces.")),
  replyToken: z
    .boolean()
    .default(false)
    .meta(described("Answers go to an address of their thread's own (Reply-To), which nobody can guess.")),
  subjectTag: z
    .boolean()
    .default(false)
    .meta(described("Subjects carry a tag such as [#12345-K7Q2]; participants' answers are recognised by it.")),
  subjectRule: z
    .boolean()
    .default(false)
    .meta(described("A customer's answer without any mark is recognised by its subject, for seven days.")),
  spam: z.enum(["route", "park"]).default("route").meta(described("What happens to spam.")),
  canaryEvery: z
    .int()
    .min(60)
    .max(604_800)
    .optional()
    .meta(described("A mail goes to the mailbox itself so often, and what it takes to come back is measured.", "s")),
  imap: imap.optional().meta(described("Account that is emptied over IMAP.")),
  acknowledgement: acknowledgement.optional(),
});

export type ProvisionedMailbox = z.output<typeof mailbox>;
