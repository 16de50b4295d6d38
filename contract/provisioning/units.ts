import { z } from "zod";

/** What the generated reference says of a setting besides its default. */
export type SettingMeta = { readonly unit: string; readonly description: string };

/** A duration in whole seconds. */
export const seconds = (byDefault: number, description: string, limits: Limits = {}) =>
  whole(limits).default(byDefault).meta({ unit: "s", description });

/** A size in bytes. */
export const bytes = (byDefault: number, description: string, limits: Limits = {}) =>
  whole(limits).default(byDefault).meta({ unit: "bytes", description });

/** A plain number of things; `unit` says of what, where that is not clear. */
export const count = (byDefault: number, description: string, limits: Limits & { readonly unit?: string } = {}) =>
  whole(limits)
    .default(byDefault)
    .meta({ unit: limits.unit ?? "", description });

/** On or off. */
export const toggle = (byDefault: boolean, description: string) =>
  z.boolean().default(byDefault).meta({ unit: "", description });

/** One of a few words; the first is the default. */
export const choice = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).default(words[0]).meta({ unit: "", description });

/** A name of something in the contact centre: one line, no blanks around it. */
export const name = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => text.trim() === text && !/\p{Cc}/u.test(text), {
    error: "no line breaks, control characters or blanks around it",
  })
  .meta({ unit: "", description: "Name; may stand only once." });

/** Text of at most `characters` characters. */
export const text = (characters: number) => z.string().max(characters);

/** Unit and description of what has no unit. */
export const described = (description: string, unit = ""): SettingMeta => ({ unit, description });

/** An e-mail address without display name. Coarse on purpose: one `@`, no blanks, no line breaks; the server reads it strictly. */
export const emailAddress = z
  .string()
  .min(1)
  .max(320)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/u, { error: (issue) => `not an e-mail address: ${JSON.stringify(issue.input)}` });

type Limits = { readonly min?: number; readonly max?: number };

/** What fits into an `integer` of the database. */
const wholeMax = 2_147_483_647;

const whole = ({ min = 0, max = wholeMax }: Limits) => z.int().min(min).max(max);
