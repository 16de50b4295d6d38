import { z } from "zod";
import { acknowledgement } from "./answering.ts";
import { described, emailAddress, name, text } from "./units.ts";

/** An account that is emptied over IMAP. mail.md 3 */
const imap = z
  .strictObject({
    host: z.string().min(1).max(255).meta(described("Host name.")),
    port: z.int().min(1).max(65_535).default(993).meta(described("Port.")),
    tls: z.enum(["implicit", "starttls", "none"]).default("implicit").meta(described("How the connection is secured.")),
    user: z.string().min(1).max(320).meta(described("Name to log in with.")),
    password: z.string().min(1).max(1_000).optional().meta(described("Either this or `oauth`.")),
    oauth: z
      .strictObject({
        tokenUrl: z
          .url({ protocol: /^https$/, error: "expected a URL that starts with https://" })
          .meta(described("OAuth 2: where tokens come from.")),
        clientId: z.string().min(1).max(1_000).meta(described("OAuth 2: our identity.")),
        clientSecret: z
          .string()
          .min(1)
          .max(1_000)
          .optional()
          .meta(described("OAuth 2: our secret, where there is one.")),
        refreshToken: z.string().min(1).max(10_000).meta(described("OAuth 2: what tokens are asked with.")),
        scope: z.string().min(1).max(1_000).optional().meta(described("OAuth 2: scope, where it must be named.")),
      })
      .optional(),
    folder: z.string().min(1).max(1_000).default("INBOX").meta(described("Folder that is read.")),
    after: z
      .enum(["keep", "seen", "move", "delete"])
      .default("keep")
      .meta(described("What becomes of a message once it is stored.")),
    moveTo: z.string().min(1).max(1_000).optional().meta(described("Folder for `after: move`.")),
    from: z
      .union([z.literal("all"), z.iso.date()], { error: "expected all or a date such as 2026-11-23" })
      .default("all")
      .meta(described("All messages, or those since a date.")),
  })
  .superRefine((value, context) => {
    if ((value.password === undefined) === (value.oauth === undefined)) {
      context.addIssue({ code: "custom", path: ["password"], message: "either password or oauth is needed" });
    }
    if ((value.after === "move") !== (value.moveTo !== undefined)) {
      context.addIssue({ code: "custom", path: ["moveTo"], message: "after: move and moveTo belong together" });
    }
  });

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
  spam: z.enum(["route", "park"]).default("route").meta(described("What happens to spam.")),
  imap: imap.optional().meta(described("Account that is emptied over IMAP.")),
  acknowledgement: acknowledgement.optional(),
});

export type ProvisionedMailbox = z.output<typeof mailbox>;
