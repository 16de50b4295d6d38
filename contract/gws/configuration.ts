import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { emailAddress, name, text } from "../provisioning/units.ts";
import { refusal } from "../read-body.ts";
import { listOf, type Referred, reference } from "./references.ts";

/** What names the thing itself: read-only, and no attempt to change it where it repeats what it is. wire.md 1.4, code 11 */
const claims = {
  id: z.string().max(1_000).optional(),
  uri: z.string().max(10_000).optional(),
  path: z.string().max(10_000).optional(),
};

/** A property that can only be repeated. */
const fixed = <Value extends string | boolean>(schema: z.ZodType<Value>, value: Value) =>
  schema.refine((given) => given === value, { error: "read-only", params: { code: 11 } }).optional();

export const userName = name.refine((value) => !value.includes(":"), { error: "no colon: HTTP Basic cannot carry it" });
const levelMax = 1_000;

/** `level` is a string in GWS. A skill that stands alone is one of level 1. wire.md 2.3 */
const levelProblem = { error: `expected a whole number from 0 to ${levelMax}` };
const level = z
  .union([z.number(), z.string().regex(/^\d{1,4}$/, levelProblem)], levelProblem)
  .transform(Number)
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= levelMax, levelProblem);

type GivenSkill = { readonly skill: Referred; readonly level: number; readonly path: readonly (string | number)[] };

const skillList = z.array(reference.and(z.object({ level: level.default(1) }))).max(levelMax);
const skillMap = z.record(name, level);

/** `[{name | uri | id, level}]` as they are read, or `{name: level}` as in the provisioning file. */
const skills = z.unknown().transform((given, context): readonly GivenSkill[] => {
  if (Array.isArray(given)) {
    const read = listOf(skillList, given, context) ?? [];
    return read.map(({ level, ...skill }, index) => ({ skill, level, path: [index] }));
  }
  const read = listOf(skillMap, given, context) ?? {};
  return Object.entries(read).map(([name, level]) => ({ skill: { name }, level, path: [name] }));
});

/** Names, or objects as they are read. */
const groups = z.array(z.union([name.transform((name) => ({ name })), reference], { error: "expected a name or {name | uri | id}" })).max(levelMax); // biome-ignore format: one line

const capacityMax = z.int().min(0).max(1_000);
const capacity = z.union([capacityMax, z.object({ email: capacityMax }).transform(({ email }) => email)], {
  error: "expected {email: a whole number from 0 to 1000}",
});

const userKeys = {
  ...claims,
  userName: userName.optional(),
  password: z.string().min(1).max(128).optional(),
  firstName: text(255).optional(),
  lastName: text(255).optional(),
  emailAddress: z.union([z.literal(""), emailAddress], { error: "not an e-mail address" }).optional(),
  roles: z
    .array(z.enum(["ROLE_AGENT", "ROLE_SUPERVISOR", "ROLE_ADMIN"]))
    .min(1)
    .max(3)
    .optional(),
  enabled: z.boolean().optional(),
  changePasswordOnFirstLogin: z.boolean().optional(),
  skills: skills.optional(),
  groups: groups.optional(),
  capacity: capacity.optional(),
  signature: text(10_000).optional(),
};

/** `PUT /users/{id}`: what is absent stays. wire.md 10.1 */
export const userChangeBody = z.object(userKeys);

/** `POST /users` */
export const userBody = z.object({ ...userKeys, userName, password: z.string().min(1).max(128) });

const ofGroup = { type: fixed(z.string(), "AgentGroup") };

/** `PUT` of a skill or group. wire.md 10.2 */
export const namedChangeBody = z.object({ ...claims, ...ofGroup, name: name.optional() });

/** `POST` of a skill or group. */
export const namedBody = z.object({ ...claims, ...ofGroup, name });

const spanMax = 31_536_000;
const span = z.int().min(1).max(spanMax);
const expression = z.string().max(1_000);

const routing = z
  .object({
    skills: expression.default(""),
    priority: z.int().min(-1_000_000).max(1_000_000).default(0),
    relax: z
      .array(z.object({ after: span, skills: expression }))
      .max(20)
      .default([]),
    overflow: z.object({ after: span, queue: name }).optional(),
  })
  .superRefine(({ relax }, context) => {
    for (const [index, { after }] of relax.entries()) {
      const before = relax[index - 1]?.after ?? 0;
      if (after <= before) context.addIssue(refusal(10, ["relax", index, "after"], `expected more than ${before}`));
    }
  });

/** Keys as in the provisioning file; times in seconds. product.md */
const queueKeys = {
  ...claims,
  channel: fixed(z.string(), "email"),
  internal: fixed(z.boolean(), false),
  kind: z.enum(["inbound", "review", "draft", "outbound"]).optional(),
  description: text(1_000).optional(),
  routing: routing.optional(),
  invitationTimeout: span.optional(),
};

/** `PUT /queues/{id}`: what is absent stays; `routing` is replaced as a whole. The kind of `parked` may be repeated. wire.md 10.2 */
export const queueChangeBody = z.object({ ...queueKeys, name: name.optional(), kind: z.enum([...queueKeys.kind.unwrap().options, "parked"]).optional() }); // biome-ignore format: one line

/** `POST /queues` */
export const queueBody = z.object({ ...queueKeys, name });

/** DELETE has nothing to say. */
export const nothingBody = z.object({});

/** What was written, and where it is found. */
export const writtenAnswer = answerWith({ id: z.string(), uri: z.string(), path: z.string() });
export const removedAnswer = answerWith({});

export type UserChangeBody = z.output<typeof userChangeBody>;
export type NamedChangeBody = z.output<typeof namedChangeBody>;
export type QueueChangeBody = z.output<typeof queueChangeBody>;
