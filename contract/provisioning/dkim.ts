import { z } from "zod";
import { described } from "./units.ts";

const domain = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i, {
    error: "expected a domain such as example.com, with characters beyond ASCII as xn--…",
  })
  .transform((text) => text.toLowerCase());

/** Of RFC 6376 §3.1 one label, with room for what the server adds. */
const selector = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/, {
  error: "expected lower-case letters, digits and hyphens",
});

/** Whose mail is signed, and under which names the keys stand in DNS. mail.md 11.6 */
export const dkim = z
  .strictObject({
    domains: z.array(domain).max(100).default([]).meta(described("Mail from these domains is signed. Empty: none is.")),
    selectors: z
      .array(selector)
      .min(1)
      .max(2)
      .refine((list) => new Set(list).size === list.length, { error: "the two must differ" })
      .default(["postroom"])
      .meta(
        described(
          "The first signs, as `<selector>-rsa` and `<selector>-ed`. Keys of the second are made in advance: publish, then swap.",
        ),
      ),
  })
  .prefault({});
