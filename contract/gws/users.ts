import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { channelResource } from "./channels.ts";
import { emailB } from "./emails.ts";
import { interactionA } from "./interactions.ts";
import { located } from "./resource.ts";

/** `level` is a string, as in GWS, and stands only with a user. wire.md 2.3, 10.2 */
export const skillResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  level: z.string().optional(),
  ...located,
});

export const groupResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.literal("AgentGroup"),
  contains: z.tuple([z.literal("users")]),
  ...located,
  /** With `subresources=users`. */
  users: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** wire.md 10.3 */
export const featureResource = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  ...located,
});

/** section → key → text. wire.md 10.4 */
export const settingsResource = z.record(z.string(), z.record(z.string(), z.string()));

/** A user; from `devices` on subresources, present when asked for. wire.md 2.3 */
export const userResource = z.strictObject({
  id: z.string(),
  userName: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  emailAddress: z.string().optional(),
  roles: z.array(z.enum(["ROLE_AGENT", "ROLE_SUPERVISOR", "ROLE_ADMIN"])),
  enabled: z.boolean(),
  changePasswordOnFirstLogin: z.boolean(),
  ...located,
  capacity: z.strictObject({ email: z.int() }).optional(),
  signature: z.string().optional(),
  devices: z.tuple([]).optional(),
  skills: z.array(skillResource).optional(),
  channels: z.array(channelResource).optional(),
  channelStates: z.array(channelResource).optional(),
  interactions: z.array(interactionA).optional(),
  emails: z.array(emailB).optional(),
  chats: z.tuple([]).optional(),
  calls: z.tuple([]).optional(),
  groups: z.array(groupResource).optional(),
  workbins: z.array(z.record(z.string(), z.unknown())).optional(),
  features: z.array(featureResource).optional(),
  settings: settingsResource.optional(),
});

export const userAnswer = answerWith({ user: userResource });
export const usersAnswer = answerWith({ users: z.array(userResource), nextCursor: z.string().optional() });

export type UserResource = z.infer<typeof userResource>;
export type SkillResource = z.infer<typeof skillResource>;
export type GroupResource = z.infer<typeof groupResource>;
export type FeatureResource = z.infer<typeof featureResource>;
