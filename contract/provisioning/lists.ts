import { z } from "zod";
import { described, name, text } from "./units.ts";

/** A named set of agents. */
export const group = z.strictObject({ name });

/** A shelf for interactions that nobody works on: one per agent, or one per group. wire.md 7 */
export const workbin = z.strictObject({
  name,
  type: z.enum(["Agent", "AgentGroup"]).default("Agent").meta(described("Each agent has one, or each group.")),
});

/** A prepared text; `<$ Contact.FirstName $>` and the like are filled in when it is used. wire.md 9 */
export const standardResponse = z.strictObject({
  category: name.meta(described("Category; a path with `/` between its parts.")),
  name,
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, { error: "expected a language such as en or pt-BR" })
    .default("en")
    .meta(described("Language tag.")),
  subject: text(1_000).default("").meta(described("Subject; empty leaves the e-mail's.")),
  body: text(1_000_000).meta(described("HTML.")),
});

export type ProvisionedResponse = z.output<typeof standardResponse>;
