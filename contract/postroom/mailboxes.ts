import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** How receivers judge mail of the domain; `checkedAt`: when DNS last answered, null: it never did. */
const authPoint = z.strictObject({
  level: z.enum(["ok", "warn", "fail"]),
  text: z.string(),
  checkedAt: time.nullable(),
});

/** A mailbox as it is configured, with the keys of the provisioning file: what is read can be written. Nothing of what the account logs in with. */
const configured = {
  id: z.string(),
  version: z.int(),
  address: z.string(),
  name: z.string(),
  queue: z.string(),
  aliases: z.array(z.string()),
  bounceTag: z.boolean(),
  replyToken: z.boolean(),
  subjectTag: z.boolean(),
  subjectRule: z.boolean(),
  spam: z.enum(["route", "park"]),
  acknowledgement: z.strictObject({ response: z.string(), unauthenticated: z.boolean() }).nullable(),
  /** Seconds; null: it sends no canary mails. */
  canaryEvery: z.int().nullable(),
  /** The account that is emptied; null: none. */
  imap: z
    .strictObject({
      host: z.string(),
      port: z.int(),
      tls: z.string(),
      user: z.string(),
      /** false: nobody looks into it until it is switched on. */
      enabled: z.boolean(),
      folder: z.string(),
      after: z.string(),
      moveTo: z.string().optional(),
      sentFolder: z.string().optional(),
      copySent: z.boolean(),
      from: z.string(),
    })
    .nullable(),
};

export const mailboxAnswer = answerWith({ mailbox: z.strictObject(configured) });

const health = {
  /** `ok` of those that only SMTP brings mail to. */
  state: z.enum(["ok", "starting", "failing", "stopped", "off"]),
  /** Last success: a look into the account, or a mail by SMTP. */
  lastIn: time.nullable(),
  lastOut: time.nullable(),
  /** Age of the oldest mail that lies on the server and was not taken. */
  lagSeconds: z.int(),
  onServer: z.int(),
  waiting: z.int(),
  unaccounted: z.int(),
  /** Why it cannot be read, in words. No next try: it is stopped until somebody acts. */
  cause: z.strictObject({ kind: z.string(), text: z.string(), since: time, nextTryAt: time.nullable() }).nullable(),
  tokenExpiresAt: time.nullable(),
  /** The last mail that went from the mailbox to itself and came back: when, and after how long. */
  canary: z.strictObject({ at: time, seconds: z.number() }).nullable(),
  /** Room on the mail server, where it says. */
  quota: z.strictObject({ usedBytes: z.int(), limitBytes: z.int() }).nullable(),
  /** What DNS says of the address's domain, looked up in the background; null: nobody has looked yet. */
  auth: z.strictObject({ domain: z.string(), spf: authPoint, dkim: authPoint, dmarc: authPoint }).nullable(),
  alarms: z.array(z.string()),
  /** `file`: the provisioning file names it, and it is changed there. */
  source: z.enum(["file", "page"]),
  readOnly: z.boolean(),
};

/** An address that receives, and how it fares. mail.md 3.3, desktop.md 13 */
const mailboxResource = z.strictObject({ ...configured, ...health });

/** What only the server says of a mailbox: repeated in a request, it is passed over. */
export const saidOfMailboxes: ReadonlySet<string> = new Set(["version", ...Object.keys(health)]);

export type MailboxResource = z.infer<typeof mailboxResource>;

export const mailboxesAnswer = answerWith({ mailboxes: z.array(mailboxResource) });

/** `in`: its account, at once. `out`: the next hop, and with `canaryEvery` a mail to itself. */
export const mailboxTestBody = z.strictObject({ direction: z.enum(["in", "out"]) });
/** Each line begins with `ok`, `warn` or `fail`. */
export const mailboxTestAnswer = answerWith({ log: z.array(z.string()) });

/** As the ledger names it. */
export const mailboxImportBody = z.strictObject({
  folder: z.string().min(1).max(1_000),
  uidValidity: z.string().regex(/^\d{1,20}$/, { error: "expected a number in quotes" }),
  uid: z.int().min(1).max(4_294_967_295),
});

export const mailboxImportAnswer = answerWith({});

const day = z.iso.date({ error: "expected a day such as 2026-11-28" });

/** UTC days, both included; the last seven unless said; at most 31. */
export const ledgerQuery = z.strictObject({ from: day.optional(), to: day.optional() });

/** How many messages of an account came to what. */
const byOutcome = z.strictObject({
  interaction: z.int(),
  repeat: z.int(),
  /** Our own mails that measure the way; they make no interaction. */
  canary: z.int(),
  "too-big": z.int(),
  "older-than-start": z.int(),
  "gone-before-import": z.int(),
  "unreadable-at-server": z.int(),
  retrying: z.int(),
});

const ledgerDay = z.strictObject({
  day,
  imap: byOutcome,
  smtp: z.strictObject({
    accepted: z.int(),
    repeated: z.int(),
    canary: z.int(),
    refused: z.record(z.string(), z.int()),
  }),
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
