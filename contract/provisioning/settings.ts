import { z } from "zod";
import { mailSettings } from "./settings-mail.ts";
import { pushSettings } from "./settings-push.ts";
import { readingSettings } from "./settings-reading.ts";
import { receivingSettings } from "./settings-receiving.ts";
import { bytes, choice, count, name, seconds, toggle } from "./units.ts";
import { workspaceSettings } from "./workspace.ts";

/** Settings of the contact centre: in the database, changed by provisioning or by admins (architecture.md 10). product.md, wire.md 1.10 */
export const settings = z.strictObject({
  publicUrl: z
    .url({ protocol: /^https?$/, error: "expected a URL that starts with http:// or https://" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional()
    .meta({ unit: "", description: "Start of absolute URIs in answers. Unset: the address of `--http`." }),

  invitationTimeout: seconds(30, "How long an agent may think about an offer. Also per queue.", { min: 1 }),
  afterRejectPause: seconds(10, "An agent is not offered the same interaction again within this time."),
  maxExpiredInvitations: count(3, "Offers in a row that an agent may let expire before being set NotReady.", {
    min: 1,
  }),
  handlingTimeout: seconds(10_800, "How long an e-mail stays with its owner after the owner's last operation on it.", {
    min: 1,
  }),

  sessionIdleTimeout: seconds(1_800, "A session without any request ends after this time.", { min: 1 }),
  sessionAbsoluteTimeout: seconds(43_200, "A session ends after this time however busy it is.", { min: 60 }),
  credentialCacheTtl: seconds(300, "A verified Basic credential is remembered, as a keyed hash, this long."),
  failedLoginsMax: count(10, "Failed log-ins per user name or address within a minute, then 429.", { min: 1 }),
  passwordCharactersMin: count(12, "Shortest password that people may choose for themselves.", {
    min: 1,
    max: 128,
    unit: "characters",
  }),

  csrfProtection: toggle(true, "Writing requests that authenticate by cookie must carry the CSRF token."),
  corsAllowedOrigins: z
    .array(z.string().regex(/^https?:\/\/[^/\s]+$/, { error: "expected an origin such as https://desk.example.com" }))
    .max(100)
    .default([])
    .meta({ unit: "", description: "Origins of other sites whose pages may call the API." }),
  trustedProxies: z
    .array(z.string().min(1).max(64))
    .max(100)
    .default([])
    .meta({ unit: "", description: "Addresses or networks whose `X-Forwarded-*` headers are believed." }),
  alwaysHttp200: toggle(
    false,
    "Answers errors with HTTP 200, for very old clients. Except 401, 429, 503 and downloads.",
  ),
  requestRate: count(50, "Requests of one user in a second, beyond it 429.", { min: 1, unit: "per second" }),
  requestBurst: count(200, "Requests of one user that may come at once.", { min: 1 }),
  idempotencyTtl: seconds(86_400, "How long an `Idempotency-Key` is remembered.", { min: 60 }),
  jsonBytesMax: bytes(10_485_760, "Largest JSON body.", { min: 1_024 }),
  notificationBodyMax: bytes(262_144, "Body texts in lists and notifications are cut to this size.", { min: 0 }),

  ...mailSettings,
  ...pushSettings,
  smtp: z.strictObject(receivingSettings).prefault({}),
  reading: z.strictObject(readingSettings).prefault({}),

  undoSendSeconds: seconds(10, "Desktop: how long a sent e-mail can be called back.", { max: 60 }),
  jobItemsMax: count(10_000, "Desktop: e-mails that one bulk job may have.", { min: 1, max: 100_000 }),
  jobsPerUserMax: count(3, "Desktop: bulk jobs of one user that may run at once.", { min: 1, max: 100 }),
  bulkRepliesMax: count(500, "Desktop: e-mails that one bulk reply may answer.", { min: 1, max: 10_000 }),
  bulkReplyHoldSeconds: seconds(60, "Desktop: how long each mail of a bulk reply can be called back.", { max: 3_600 }),
  mailFrame: choice(["bridge", "locked"], "Desktop: how the frame that shows mail is fenced."),
  remoteImages: choice(["ask", "never"], "Desktop: whether pictures from outside may be shown."),
  declineReasons: z.array(name).max(9).default([]).meta({
    unit: "",
    description:
      "Desktop: what agents choose from when they decline an offer; it becomes the comment. Empty: they are not asked.",
  }),
  notReadyReasons: z
    .array(
      z.strictObject({
        operationName: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, { error: "letters and digits only" }),
        displayName: name,
        reason: name.optional(),
        workMode: z.enum(["AuxWork", "AfterCallWork"]).optional(),
      }),
    )
    .max(100)
    .default([{ operationName: "OutToLunch", displayName: "Lunch", reason: "Lunch", workMode: "AuxWork" }])
    .meta({
      unit: "",
      description: "States that agents may choose besides Ready and NotReady (`/settings/agent-states`).",
    }),
  dispositions: z
    .strictObject({
      values: z
        .array(name)
        .max(1_000)
        .default([])
        .meta({ unit: "", description: "Codes an agent may close an e-mail with. Empty: any." }),
      mandatory: toggle(false, "Complete needs a code."),
    })
    .prefault({}),
  workspace: workspaceSettings,
});

/** All settings with their values; durations in seconds, as in the file. */
export type ProvisionedSettings = z.output<typeof settings>;
