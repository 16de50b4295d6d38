import { z } from "zod";
import { described, emailAddress, name, text } from "./units.ts";

const roles = ["agent", "supervisor", "admin"] as const;

/** Somebody who can sign in. product.md, wire.md 10.1 */
export const agent = z.strictObject({
  userName: name
    .refine((value) => !value.includes(":"), { error: "no colon: HTTP Basic cannot carry it" })
    .meta(described("Name to sign in with. Compared without regard to case.")),
  password: z.string().min(1).max(128).meta(described("Below 12 characters it works with a warning.")),
  firstName: text(255).default("").meta(described("First name.")),
  lastName: text(255).default("").meta(described("Last name.")),
  emailAddress: emailAddress.optional().meta(described("The person's own address; no mailbox of the centre.")),
  roles: z.array(z.enum(roles)).min(1).max(3).default(["agent"]).meta(described("Supervisors are agents too.")),
  skills: z.record(name, z.int().min(0).max(1_000)).default({}).meta(described("Level of each skill.")),
  groups: z.array(name).max(1_000).default([]).meta(described("Agent groups.")),
  capacity: z
    .strictObject({ email: z.int().min(0).max(1_000).default(1).meta(described("E-mails that the agent may hold.")) })
    .prefault({}),
  signature: text(10_000).default("").meta(described("Default of `email.signature`.")),
  enabled: z.boolean().default(true).meta(described("May sign in.")),
  changePasswordOnFirstLogin: z
    .boolean()
    .default(false)
    .meta(described("Nothing works before the password was changed.")),
});

export type ProvisionedAgent = z.output<typeof agent>;
