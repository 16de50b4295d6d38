import { z } from "zod";
import { kindOf, pathText } from "../problems.ts";
import { refusal } from "../read-body.ts";
import type { Given } from "./content.ts";
import { userData } from "./user-data.ts";

/** The operations that change properties of one e-mail, for both dialects. wire.md 5.17 */

export const setUserDataBody = z
  .object({ operationName: z.enum(["AttachUserData", "UpdateUserData"]), userData: userData.optional() })
  .superRefine((body, context) => {
    if (isNothing(body.userData)) context.addIssue(refusal(1, ["userData"], "missing"));
  })
  .transform((body) => ({ userData: body.userData ?? {}, path: "$.userData" }));

/** `properties` means the same as `userData`. */
export const updatePropertiesBody = z
  .object({
    operationName: z.literal("UpdateProperties"),
    userData: userData.optional(),
    properties: userData.optional(),
  })
  .superRefine((body, context) => {
    if (body.userData !== undefined && body.properties !== undefined) {
      context.addIssue(refusal(2, ["properties"], "userData and properties exclude each other"));
    } else if (isNothing(body.userData ?? body.properties)) {
      context.addIssue(refusal(1, [body.properties === undefined ? "userData" : "properties"], "missing"));
    }
  })
  .transform(({ userData: pairs, properties }) => ({
    userData: pairs ?? properties ?? {},
    path: pairs === undefined ? "$.properties" : "$.userData",
  }));

const isNothing = (pairs: object | undefined): boolean => pairs === undefined || Object.keys(pairs).length === 0;

const keysMax = 1_000;
const key = z.string().max(1_000);

/** Keys as an object's keys, or as an array of strings: GWS documents both. */
const pairsOrKeys = z
  .union([z.array(key).max(keysMax), z.record(z.string(), z.unknown())], {
    error: ({ input }) =>
      input === undefined ? undefined : `expected object or array of strings, got ${kindOf(input)}`,
  })
  .optional();

export const deleteUserDataBody = z
  .object({
    operationName: z.literal("DeleteUserData"),
    keys: z.array(key).max(keysMax).optional(),
    userData: pairsOrKeys,
  })
  .superRefine((body, context) => {
    if (body.keys !== undefined && body.userData !== undefined) {
      context.addIssue(refusal(2, ["userData"], "keys and userData exclude each other"));
    } else if (keysIn(body).length === 0) {
      context.addIssue(refusal(1, [body.userData === undefined ? "keys" : "userData"], "missing"));
    }
  })
  .transform((body) => ({ keys: keysIn(body) }));

type DeletedKeys = {
  readonly keys?: readonly string[] | undefined;
  readonly userData?: readonly string[] | Readonly<Record<string, unknown>> | undefined;
};

/** Each key with the place where the client wrote it. */
function keysIn({ keys, userData: pairs }: DeletedKeys): readonly Given[] {
  const under = keys === undefined ? "userData" : "keys";
  const given = keys ?? pairs ?? [];
  return Array.isArray(given)
    ? given.map((value: string, index) => ({ value, path: pathText([under, index], "$") }))
    : Object.keys(given).map((value) => ({ value, path: pathText([under, value], "$") }));
}

export const setDispositionBody = z.object({
  operationName: z.literal("SetDisposition"),
  disposition: z.string().min(1).max(1_000),
  dispositionKey: z.string().max(255).optional(),
});

export const addCommentBody = z.object({
  operationName: z.literal("AddComment"),
  comment: z.string().min(1).max(10_000),
});

export const assignContactBody = z.object({
  operationName: z.literal("AssignContact"),
  contactId: z.string().min(1).max(1_000),
  wholeThread: z.boolean().default(false),
});

/** operation or alias → its body. */
export const propertyCommands = {
  AttachUserData: setUserDataBody,
  UpdateUserData: setUserDataBody,
  UpdateProperties: updatePropertiesBody,
  DeleteUserData: deleteUserDataBody,
  SetDisposition: setDispositionBody,
  AddComment: addCommentBody,
  AssignContact: assignContactBody,
} as const;

export type SetUserData = z.infer<typeof setUserDataBody>;
