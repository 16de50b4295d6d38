import { z } from "zod";

/** The operations that change properties of one e-mail, for both dialects. wire.md 5.17 */

export const assignContactBody = z.object({
  operationName: z.literal("AssignContact"),
  contactId: z.string().min(1).max(1_000),
  wholeThread: z.boolean().default(false),
});

/** operation or alias → its body. */
export const propertyCommands = {
  AssignContact: assignContactBody,
} as const;
