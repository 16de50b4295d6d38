import { z } from "zod";
import { described } from "./units.ts";

/** Said in the file itself, or the name of an environment variable that says it. */
const secret = (lengthMax: number, description: string) =>
  z
    .union(
      [z.string().min(1).max(lengthMax), z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/) })],
      {
        error: "expected a text, or { env: NAME }",
      },
    )
    .optional()
    .meta(described(description));

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

const isOnThisMachine = (url: string): boolean => loopback.has(new URL(url).hostname.replace(/^\[|\]$/g, ""));

const oauthKeys = z.strictObject({
  tokenUrl: z
    .url({ protocol: /^https?$/, error: "expected a URL that starts with https://", abort: true })
    .refine((url) => url.startsWith("https:") || isOnThisMachine(url), {
      error: "expected a URL that starts with https://",
    })
    .meta(described("OAuth 2: where tokens come from.")),
  clientId: z.string().min(1).max(1_000).meta(described("OAuth 2: our identity.")),
  clientSecret: secret(1_000, "OAuth 2: our secret, where there is one."),
  refreshToken: secret(
    10_000,
    "OAuth 2: what tokens are asked with. Without it they are asked for in our own name (client credentials), by `clientSecret`.",
  ),
  scope: z.string().min(1).max(1_000).optional().meta(described("OAuth 2: scope, where it must be named.")),
});

/** Somebody's agreement, or our own name. RFC 6749 §4.4, §6 */
const oauth = oauthKeys.superRefine(({ refreshToken, clientSecret }, context) => {
  if (refreshToken !== undefined || clientSecret !== undefined) return;
  context.addIssue({ code: "custom", path: ["refreshToken"], message: "either this or clientSecret is needed" });
});

/** Its keys. */
export const imapKeys = z.strictObject({
  host: z
    .string()
    .regex(/^[A-Za-z0-9:](?:[A-Za-z0-9.:_-]{0,253}[A-Za-z0-9])?$/, { error: "expected a host name or an address" })
    .meta(described("Host name.")),
  port: z.int().min(1).max(65_535).default(993).meta(described("Port.")),
  tls: z
    .enum(["implicit", "starttls", "none"])
    .default("implicit")
    .meta(described("How the connection is secured; none: on this machine only.")),
  user: z
    .string()
    .min(1)
    .max(320)
    .regex(/^\P{Cc}*$/u, { error: "control characters are not allowed" })
    .meta(described("Name to log in with.")),
  password: secret(1_000, "Either this or `oauth`; also `{ env: NAME }`."),
  oauth: oauth.optional(),
  enabled: z
    .boolean()
    .default(true)
    .meta(described("false: the account is left alone, and nothing is fetched, until it is switched on again.")),
  folder: z.string().min(1).max(1_000).default("INBOX").meta(described("Folder that is read.")),
  after: z
    .enum(["keep", "seen", "move", "delete"])
    .default("keep")
    .meta(described("What becomes of a message once it is stored; a server without UIDPLUS only marks it as deleted.")),
  moveTo: z.string().min(1).max(1_000).optional().meta(described("Folder for `after: move`.")),
  sentFolder: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .meta(described("Folder of what was sent: a mail whose fate is unknown is looked for there.")),
  copySent: z
    .boolean()
    .default(false)
    .meta(described("A copy of each sent mail is put into `sentFolder`, unless it is there already.")),
  from: z
    .union([z.literal("all"), z.iso.date()], { error: "expected all or a date such as 2026-11-23" })
    .default("all")
    .meta(described("All messages, or those since a date.")),
});

/** An account that is emptied over IMAP. mail.md 3 */
export const imap = imapKeys.superRefine((value, context) => {
  const problem = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if ((value.password === undefined) === (value.oauth === undefined)) {
    problem("password", "either password or oauth is needed");
  }
  if ((value.after === "move") !== (value.moveTo !== undefined)) {
    problem("moveTo", "after: move and moveTo belong together");
  }
  if (value.copySent && value.sentFolder === undefined) problem("sentFolder", "copySent needs it");
  if (value.sentFolder !== undefined && value.sentFolder === value.folder) {
    problem("sentFolder", "is the folder that is read");
  }
  if (value.moveTo !== undefined && value.moveTo === value.folder) problem("moveTo", "is the folder that is read");
  if (value.tls === "none" && !loopback.has(value.host.toLowerCase())) {
    problem("tls", "none is allowed only on this machine (localhost, 127.0.0.1, ::1)");
  }
});
