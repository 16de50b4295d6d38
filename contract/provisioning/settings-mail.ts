import { z } from "zod";
import { dkim } from "./dkim.ts";
import { sendQuota } from "./quota.ts";
import { bytes, choice, count, emailAddress, seconds, toggle } from "./units.ts";

/** Composing, sending and threading. product.md, wire.md 1.10, mail.md 5.1, 11.5 */
export const mailSettings = {
  defaultFromAddress: emailAddress
    .optional()
    .meta({ unit: "", description: "Sender of e-mails that answer nothing. Unset: the first mailbox." }),
  recipientsMax: count(100, "Recipients of one e-mail.", { min: 1 }),
  attachmentsMax: count(100, "Attachments of one e-mail.", { min: 0 }),
  attachmentBytesMax: bytes(26_214_400, "Largest attachment.", { min: 1 }),
  messageBytesMax: bytes(52_428_800, "Largest message, received or sent.", { min: 65_536, max: 157_286_400 }),
  userDataBytesMax: bytes(65_536, "User data of one interaction in all.", { min: 1_024 }),
  replyAllStrict: toggle(false, "ReplyAll takes the Cc of the original literally."),
  blockedSenders: z
    .array(z.string().regex(/^[^\s@]{0,64}@[^\s@]{1,255}$/, { error: "expected an address or @domain" }))
    .max(10_000)
    .default([])
    .meta({ unit: "", description: "Addresses, or `@domain` for a domain and what lies below: their mail is parked." }),
  threadWindow: seconds(31_536_000, "A reply to a thread that was silent longer starts a new, linked one.", { min: 1 }),

  sendRetry: z.array(z.int().min(1).max(604_800)).max(100).default([60, 300, 900, 3_600, 14_400]).meta({
    unit: "s",
    description: "Delays after each temporary refusal of a message; after the last it has failed.",
  }),
  sendUnknownPolicy: choice(["hold", "resend"], "What happens to a message whose last reply was lost."),
  sendGiveUpAfter: seconds(
    432_000,
    "A message whose destination cannot be reached at all has failed after this time.",
    { min: 60 },
  ),
  sendConnectionsMax: count(5, "Connections to one destination at a time.", { min: 1, max: 100 }),
  sendMessagesPerConnection: count(100, "Messages over one connection before it is closed.", { min: 1 }),
  sendReplyTimeout: seconds(600, "How long the reply to the final dot is waited for.", { min: 1, max: 3_600 }),
  sendQuota,
  dkim,
  sendBackOffMin: seconds(5, "First pause of a destination that cannot be reached; doubles with each failure.", {
    min: 1,
  }),
  sendBackOffMax: seconds(60, "Longest pause of a destination that cannot be reached.", { min: 1 }),
};
