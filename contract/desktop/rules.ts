import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { addressList } from "../gws/content.ts";
import { line } from "../gws/parameters.ts";
import { time } from "../gws/resource.ts";
import { namedRule, writtenRules } from "../routing-rules.ts";
import { verdict } from "./extras.ts";
import { considered } from "./offers.ts";

const state = z.enum(["draft", "published"]);

/** `GET /rules`. desktop.md 13 */
export const rulesQuery = z.object({ state: state.default("published") });

/** `PUT /rules/draft`: all rules, in their order. */
export const rulesDraftBody = z.object({ rules: writtenRules });

/** `POST /rules/publish`. */
export const rulesPublishBody = z.object({});

/** `POST /rules/revert`: to what counts now, or to a version that once did; 0: to no rules. */
export const rulesRevertBody = z.object({ version: z.int().min(0).optional() });

const imagined = z.object({
  from: line(1_000).min(1),
  to: addressList("message", "to"),
  subject: line(1_000).default(""),
  text: z.string().max(100_000).default(""),
  headers: z.record(z.string().min(1).max(200), z.string().max(10_000)).default({}),
  class: line(100).default("human"),
  senderVerdict: z
    .object({
      ...{ spf: verdict.default("none"), dkim: verdict.default("none"), dmarc: verdict.default("none") },
      ...{ arc: verdict.default("none"), aligned: z.boolean().default(false) },
    })
    .optional(),
  attachments: z
    .array(z.object({ name: line(1_000), mime: line(200).default("application/octet-stream") }))
    .max(100)
    .default([]),
});

/** Characters of a mail's source that is tried: more than any mail that rules could tell apart. */
const emlCharactersMax = 5_000_000;

/** `POST /rules/simulate`: a mail that came in, one that is made up, or the source of one. */
export const rulesSimulateBody = z
  .object({
    rules: state.default("draft"),
    interactionId: line(100).min(1).optional(),
    message: imagined.optional(),
    eml: z
      .string()
      .min(1)
      .max(emlCharactersMax, { error: `more than ${emlCharactersMax} characters` })
      .optional(),
  })
  .refine((given) => mailKeys.filter((key) => given[key] !== undefined).length === 1, {
    error: "exactly one of interactionId, message and eml",
    path: ["message"],
  });

const mailKeys = ["interactionId", "message", "eml"] as const;

/** Rules with their version, in the order in which they are asked. */
export const rulesAnswer = answerWith({
  version: z.int(),
  rules: z.array(namedRule.extend({ hitsLastWeek: z.int().optional() })),
  /** What counts now; absent: no rules were ever published. */
  published: z.strictObject({ version: z.int(), at: time, by: z.string() }).optional(),
  /** The draft says something else than what counts. */
  isChanged: z.boolean().optional(),
  /** `file`: the provisioning file gives them, and they are changed there. */
  source: z.enum(["file", "page"]).optional(),
  readOnly: z.boolean().optional(),
});

/** `GET /rules/vocabulary`. */
export const rulesVocabularyAnswer = answerWith({
  fields: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(["text", "address", "number"]),
      /** All that can stand there; absent: anything can. */
      words: z.array(z.string()).optional(),
    }),
  ),
  /** Below each there are fields of any name: `header.X-Plan`. */
  families: z.array(z.string()),
  queues: z.array(z.string()),
  skills: z.array(z.string()),
});

export const rulesSimulateAnswer = answerWith({
  /** As far as the mail went. */
  path: z.array(
    z.strictObject({
      ruleId: z.string(),
      matched: z.boolean(),
      conditions: z.array(z.strictObject({ matched: z.boolean(), saw: z.array(z.string()) })),
    }),
  ),
  result: z.strictObject({
    /** Absent: no mailbox of ours is named, and no rule names a queue. */
    queue: z.string().optional(),
    priority: z.int(),
    skill: z.string().optional(),
    userData: z.record(z.string(), z.string()),
  }),
  /** Who would be offered it now, the first one first, and who not. */
  offer: z.strictObject(considered),
  /** Of a source: what reading made of it. Rules are asked only about what is routed. */
  read: z
    .strictObject({
      ...{ class: z.string(), isReply: z.boolean(), mailbox: z.string().optional(), language: z.string().optional() },
      ...{ placing: z.enum(["route", "attach", "park"]), because: z.string().optional() },
    })
    .optional(),
});

/** `POST /rules/replay`; `cursor`: of the answer before; absent: from the newest. */
export const rulesReplayBody = z.strictObject({ cursor: z.string().max(100).optional() });

const replayedPlace = z.strictObject({
  /** Absent: its mailbox is no more, and no rule names a queue. */
  queue: z.string().optional(),
  priority: z.int(),
  skill: z.string().optional(),
  userData: z.record(z.string(), z.string()),
  /** Ids of the rules that held. */
  rules: z.array(z.string()),
});

export const rulesReplayAnswer = answerWith({
  /** How many e-mails were asked about. */
  asked: z.int(),
  /** Those of which the draft would make something else than what counts does, newest first. */
  moved: z.array(
    z.strictObject({
      ...{ interactionId: z.string(), receivedAt: time, from: z.string(), subject: z.string() },
      ...{ before: replayedPlace, after: replayedPlace },
    }),
  ),
  /** Absent: the seven days are through. A page may have no rows and one all the same: only so many e-mails are looked at for it. */
  nextCursor: z.string().optional(),
});

export type RulesReplayAnswer = z.infer<typeof rulesReplayAnswer>;
export type RulesAnswer = z.infer<typeof rulesAnswer>;
export type RulesSimulateAnswer = z.infer<typeof rulesSimulateAnswer>;
export type RulesVocabularyAnswer = z.infer<typeof rulesVocabularyAnswer>;
