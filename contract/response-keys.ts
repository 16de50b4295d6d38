import { z } from "zod";

/** Limits and forms of what a standard response consists of: the same in the provisioning file and on the wire. wire.md 9 */

export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, { error: "expected a language such as en or pt-BR" });

/** What agents type to find it. */
export const shortcut = z.string().max(50).regex(/^\S*$/, { error: "no blanks" });

/** Names that field codes have already: `<$ Contact.Anything $>` is an attribute. */
const reserved = /^(?:contact|customer|agent|interaction|ask)\s*(?:\.|$)/i;

/** Field codes of a standard response's own: `{"Promo":"SPRING"}` is `<$ Promo $>`. Values are texts, never looked into again. */
export const customFieldCodes = z
  .record(
    z
      .string()
      .max(100)
      .regex(/^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u, { error: "expected a name such as Promo" })
      .refine((name) => !reserved.test(name), { error: "a built-in object" }),
    z.string().max(10_000),
  )
  .refine((codes) => Object.keys(codes).length <= 100, { error: "at most 100 entries" });

export const responseLimits = { name: 255, subject: 1_000, body: 1_000_000, description: 10_000 } as const;

/** Whether a standard response that begins and ends then can be in use at all. */
export const endsAfterItBegins = (start: number | undefined, end: number | undefined): boolean =>
  start === undefined || end === undefined || end > start;
