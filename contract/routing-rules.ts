import { z } from "zod";
import { isLonger } from "./characters.ts";
import { described } from "./provisioning/units.ts";

const rulesMax = 500;
const conditionsMax = 20;
const settingsMax = 10;

/** Of rules: an id that people can read, as it stands in history. */
const ruleId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, { error: "letters, digits, dots, dashes and _, at most 64" })
  .meta(described("As it stands in history; only once."));

const words = (characters: number) =>
  z.string().refine((text) => !isLonger(text, characters), { error: `at most ${characters} characters` });

const condition = z.strictObject({
  /** `to`, `from`, `subject`, `class`, `dmarc`, `header.X-Plan`, `contact.plan`… */
  field: words(300),
  op: z
    .enum(["is", "isNot", "has", "hasNot", "startsWith", "endsWith", "atLeast", "atMost", "isSet", "isNotSet"])
    .default("is"),
  /** Of texts several, of which one is enough: `cancel|stop`. */
  value: words(1_000).default(""),
});

const setting = z.strictObject({
  /** `queue`, `priority`, `skill` or `userData.<key>`. */
  set: words(300),
  value: z.union([words(1_000), z.int()]),
});

const then = z
  .array(setting)
  .max(settingsMax)
  .default([])
  .meta(described("What then is set: `{ set: queue, value: Billing }`; also `priority`, `skill`, `userData.<key>`."));

const members = {
  if: z
    .array(condition)
    .max(conditionsMax)
    .default([])
    .meta(described("Conditions: `{ field: dmarc, op: is, value: fail }`. None: it holds for whatever comes so far.")),
  match: z.enum(["all", "any"]).default("all").meta(described("How many of the conditions must hold.")),
  then,
  continue: z.boolean().default(false).meta(described("The rules behind it are asked although it held.")),
  note: words(1_000).default("").meta(described("For people.")),
};

/** A routing rule of the provisioning file. desktop.md 13 */
export const namedRule = z.strictObject({ id: ruleId, ...members });

/** Routing rules in their order, each under a name that stays. */
export const namedRules = z.array(namedRule).max(rulesMax);

/** The same as somebody writes them: a rule without an id is new. */
export const writtenRules = z.array(z.strictObject({ id: ruleId.optional(), ...members })).max(rulesMax);
