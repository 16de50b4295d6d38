import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";
import { type Problem, wording } from "../problems.ts";
import { imap, imapKeys } from "../provisioning/imap.ts";
import { problemsOf, withoutNulls } from "../provisioning/issues.ts";
import { emailAddress } from "../provisioning/units.ts";

/** `GET /mail-servers`: where mail of the address is read, and how receivers judge mail of its domain. desktop.md 8.2 */
export const mailServersQuery = z.object({ address: emailAddress });

export const mailServersAnswer = answerWith({
  address: z.string(),
  /** Best first. `dns`: the domain says so; `provider`: it is known; `guess`: a host of such a name is there. */
  servers: z.array(
    z.strictObject({
      ...{ host: z.string(), port: z.int(), tls: z.enum(["implicit", "starttls"]), user: z.string() },
      source: z.enum(["dns", "provider", "guess"]),
    }),
  ),
  /** Who runs them, where that is known, and how programs are let in there. */
  provider: z.strictObject({ name: z.string(), signIn: z.enum(["password", "app-password", "oauth"]) }).nullable(),
  advice: z.array(
    z.strictObject({
      about: z.enum(["mx", "spf", "dkim", "dmarc"]),
      level: z.enum(["ok", "warn", "fail"]),
      text: z.string(),
    }),
  ),
  /** TXT records that should stand in DNS. */
  records: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

export type MailServersAnswer = z.infer<typeof mailServersAnswer>;

/**
 * `POST /mailbox-trials`. `in`: the account, which need not be stored; of one that is (`mailboxId`) the password may be left out as long as
 * it goes to the same place. `out`: the next hop.
 */
export const trialBody = z.object({
  direction: z.enum(["in", "out"]),
  mailboxId: z.string().min(1).max(100).optional(),
  imap: imapKeys.partial().optional(),
});

/** Each line of the answer, as JSON. A step that runs is told again when it has ended; the last line is the end of all. */
const trialLine = z.union([
  z.strictObject({
    step: z.string(),
    state: z.enum(["running", "ok", "warn", "fail"]),
    ms: z.int(),
    /** Why, in one word. */
    trouble: z.string().optional(),
    /** One line of what the server said. */
    said: z.string().optional(),
    addresses: z.array(z.string()).optional(),
    protocol: z.string().optional(),
    certificateEndsAt: time.optional(),
    messages: z.int().optional(),
    uidValidity: z.string().optional(),
  }),
  z.strictObject({ end: z.enum(["ok", "warn", "fail"]) }),
]);

export type TrialLine = z.infer<typeof trialLine>;
export type TriedImap = z.output<typeof imap>;

/** An account by the rules of the provisioning file, its secrets as texts. Paths below `$.imap`. */
export function parseTriedImap(
  value: unknown,
): { readonly ok: true; readonly imap: TriedImap } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = imap.safeParse(withoutNulls(value), { error: wording, reportInput: true });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, "$.imap")) };
  const named = secretsOf(parsed.data).filter(({ secret }) => typeof secret === "object");
  if (named.length === 0) return { ok: true, imap: parsed.data };
  const message = "expected a text: only the provisioning file can name environment variables";
  return { ok: false, problems: named.map(({ path }) => ({ path, message })) };
}

const secretsOf = ({ password, oauth }: TriedImap) => [
  { path: "$.imap.password", secret: password },
  { path: "$.imap.oauth.clientSecret", secret: oauth?.clientSecret },
  { path: "$.imap.oauth.refreshToken", secret: oauth?.refreshToken },
];
