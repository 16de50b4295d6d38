import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** An address that receives, and how it fares. mail.md 3.3, desktop.md 13 */
const mailboxResource = z.strictObject({
  id: z.string(),
  address: z.string(),
  name: z.string(),
  queue: z.string(),
  /** `ok` of those that only SMTP brings mail to. */
  state: z.enum(["ok", "starting", "failing"]),
  /** Whose account is read, without what it logs in with; null: none. */
  account: z
    .strictObject({
      host: z.string(),
      port: z.int(),
      tls: z.string(),
      user: z.string(),
      folder: z.string(),
      after: z.string(),
    })
    .nullable(),
  /** Last success: a look into the account, or a mail by SMTP. */
  lastIn: time.nullable(),
  lastOut: time.nullable(),
  /** Age of the oldest mail that lies on the server and was not taken. */
  lagSeconds: z.int(),
  onServer: z.int(),
  waiting: z.int(),
  unaccounted: z.int(),
  /** Why it cannot be read, in words. */
  cause: z.strictObject({ kind: z.string(), text: z.string(), since: time, nextTryAt: time }).nullable(),
  tokenExpiresAt: time.nullable(),
  canary: z.strictObject({ at: time, seconds: z.number() }).nullable(),
  alarms: z.array(z.string()),
});

export const mailboxesAnswer = answerWith({ mailboxes: z.array(mailboxResource) });

const day = z.iso.date({ error: "expected a day such as 2026-11-28" });

/** UTC days, both included; the last seven unless said; at most 31. */
export const ledgerQuery = z.strictObject({ from: day.optional(), to: day.optional() });

/** How many messages of an account came to what. */
const byOutcome = z.strictObject({
  interaction: z.int(),
  repeat: z.int(),
  "too-big": z.int(),
  "older-than-start": z.int(),
  "gone-before-import": z.int(),
  "unreadable-at-server": z.int(),
  retrying: z.int(),
});

const ledgerDay = z.strictObject({
  day,
  imap: byOutcome,
  smtp: z.strictObject({ accepted: z.int(), repeated: z.int(), refused: z.record(z.string(), z.int()) }),
  unaccounted: z.int(),
});

/** What came to a mailbox and what became of it. mail.md 3.3 */
const ledger = z.strictObject({
  mailboxId: z.string(),
  address: z.string(),
  from: day,
  to: day,
  /** Of these days, and of what lies on the server now. */
  unaccounted: z.int(),
  onServer: z.int(),
  waiting: z.int(),
  /** When the server's list was last compared with ours. */
  checkedAt: time.nullable(),
  days: z.array(ledgerDay),
  /** Messages with a reason of their own, the newest first, at most 100. */
  named: z.array(
    z.strictObject({
      day,
      uid: z.int(),
      uidValidity: z.string(),
      folder: z.string(),
      outcome: z.string(),
      interactionId: z.string().nullable(),
    }),
  ),
});

export const ledgerAnswer = answerWith({ ledger });
