import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { channelResource } from "./channels.ts";
import { collectionQuery } from "./reading.ts";
import { located } from "./resource.ts";

/** Whom a colleague can hand work to. `uri` is what Transfer takes as `targetUri`. wire.md 10.5 */
export const directoryContact = z.strictObject({
  id: z.string(),
  type: z.enum(["User", "Queue", "Custom"]),
  name: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  userName: z.string().optional(),
  emailAddress: z.string().optional(),
  ...located,
  channels: z.array(channelResource).optional(),
});

/** `GET /contacts`: its own filters, beside those on fields. */
export const directoryQuery = collectionQuery.extend({
  name: z.string().max(1_000).optional(),
  channel: z.string().max(100).optional(),
  type: z.enum(["User", "Queue", "Custom"]).optional(),
  filterName: z.literal("NamesOrPhoneNumberMatches").optional(),
  filterParameters: z.string().max(1_000).optional(),
  offset: z.string().max(20).optional(),
});

export const directoryAnswer = answerWith({
  contacts: z.array(directoryContact),
  nextCursor: z.string().optional(),
});

export type DirectoryContact = z.infer<typeof directoryContact>;
