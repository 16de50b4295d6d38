import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { refusal } from "../read-body.ts";
import { line } from "./parameters.ts";
import { pageQuery } from "./reading.ts";
import { located, time } from "./resource.ts";

const valueCharactersMax = 1_000;
const valuesMax = 100;
const namesMax = 100;

/** Attributes that hold several values, and are shown even when empty. wire.md 8.1 */
const shownValue = z.strictObject({ value: z.string(), primary: z.boolean() });

/** A customer. wire.md 8.1 */
export const contactResource = z.strictObject({
  id: z.string(),
  ...located,
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  attributes: z.record(z.string(), z.array(shownValue)),
  createdAt: time,
  modifiedAt: time,
  version: z.int(),
});

export const contactAnswer = answerWith({ contact: contactResource });
export const contactWrittenAnswer = answerWith({ contactId: z.string(), contact: contactResource });

/** Without `fields` the URIs stand there too. */
export const contactsAnswer = answerWith({
  uris: z.array(z.string()).optional(),
  contacts: z.array(contactResource.partial()),
  nextCursor: z.string().optional(),
});

/** `GET /ucs/contacts`. Other keys are filters. wire.md 1.7, 8.3 */
export const contactsQuery = z.looseObject({
  ...pageQuery(1_000),
  offset: z
    .string()
    .regex(/^\d{1,9}$/, { error: "expected a whole number" })
    .transform(Number)
    .optional(),
  q: z.string().max(1_000).optional(),
});

/** One value, as `{value, primary}` or bare. */
const value = z.preprocess(
  (given) => (typeof given === "string" ? { value: given } : given),
  z.object({ value: line(valueCharactersMax), primary: z.boolean().default(false) }),
);

/** The values of one attribute; a bare one counts as a list of one. Empty values are dropped, so `""` and `[]` both clear. */
const values = z
  .preprocess((given) => (typeof given === "string" || isPlain(given) ? [given] : given), z.array(value).max(valuesMax))
  .transform((given) => given.filter((one) => one.value.trim() !== ""))
  .superRefine((given, context) => {
    if (given.filter(({ primary }) => primary).length > 1) {
      context.addIssue(refusal(2, [], "only one value is the primary one"));
    }
  });

/** Shown as one text each: of several values all but one would be lost. wire.md 8.1 */
const names = ["FirstName", "LastName"];

const attributeName = z.string().regex(/^\p{L}[\p{L}\p{N}_ .-]{0,254}$/u);

/** What a contact is written with. `FirstName` and `LastName` may stand among the attributes, as in GWS. wire.md 8.1, 8.3 */
const contactKeys = z
  .object({
    firstName: line(200).optional(),
    lastName: line(200).optional(),
    attributes: z.record(attributeName, values).optional(),
  })
  .superRefine(({ attributes = {} }, context) => {
    if (Object.keys(attributes).length > namesMax) {
      context.addIssue({ code: "custom", path: ["attributes"], message: `at most ${namesMax} entries` });
    }
    for (const name of names) {
      if ((attributes[name] ?? []).length > 1) context.addIssue(refusal(2, ["attributes", name], "holds one value"));
    }
    if (attributes["ContactId"] !== undefined) {
      context.addIssue(refusal(11, ["attributes", "ContactId"], "read-only"));
    }
  });

/** `POST /ucs/contacts`. wire.md 8.3 */
export const createContactBody = contactKeys.superRefine((body, context) => {
  if (body.firstName === undefined && body.lastName === undefined && body.attributes === undefined) {
    context.addIssue(refusal(1, ["attributes"], "missing"));
  }
});

/** `PUT /ucs/contacts/{id}`: only what changes. wire.md 8.3 */
export const updateContactBody = contactKeys;

const contactIds = z.array(z.string().min(1).max(100)).min(1).max(100);

/** Their interactions and values move here; their ids keep answering, with this contact. wire.md 8.3 */
export const mergeBody = z.object({ operationName: z.literal("Merge"), contactIds });

/** Undoes a merge: the contacts named are by themselves again, with their interactions, threads and values. */
export const unmergeBody = z.object({ operationName: z.literal("Unmerge"), contactIds });

export type GivenContact = z.output<typeof contactKeys>;

const isPlain = (given: unknown): boolean => typeof given === "object" && given !== null && !Array.isArray(given);

export type ContactResource = z.infer<typeof contactResource>;
