import { z } from "zod";
import { kindOf } from "../problems.ts";

/** `true`, `false`, `"true"`, `"false"`: documented loosely in GWS. wire.md 1.2 */
export const looseBoolean = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")], {
  error: ({ input }) => (input === undefined ? undefined : `expected boolean, got ${kindOf(input)}`),
});

/** One line of text. */
export const line = (charactersMax: number) =>
  z.string().max(charactersMax).refine(isOneLine, { error: "line breaks are not allowed" });

export const isOneLine = (text: string): boolean => !/[\r\n\u2028\u2029]/.test(text);

/** A queue by name, id or URI; two that disagree are refused where queues are known. wire.md 5.1 */
export const queueKeys = {
  queueName: z.string().max(1_000).optional(),
  queueUri: z.string().max(10_000).optional(),
  queueId: z.string().max(1_000).optional(),
};

/** Remember the actor as the contact's last agent. wire.md 5.1, 5.18 */
export const saveLAR = looseBoolean.default(false);

/** Noted in the history and in `comments`. wire.md 5.1 */
export const comment = z.string().max(10_000).optional();
