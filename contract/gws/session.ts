import { z } from "zod";
import { kindOf } from "../problems.ts";
import { line } from "./parameters.ts";

/** Log-in form. wire.md 1.5 */
export const signInBody = z.object({ userName: z.string().min(1).max(255), password: z.string().min(1).max(1_000) });

/** Accepted and stored, whatever the telephony of an older desktop puts there. wire.md 2.2 */
const stored = z
  .union([z.string().max(1_000), z.number(), z.boolean()], {
    error: ({ input }) => (input === undefined ? undefined : `expected string, got ${kindOf(input)}`),
  })
  .optional();

/** wire.md 2.2 */
export const startContactCenterSessionBody = z.object({
  operationName: z.literal("StartContactCenterSession"),
  channels: z.array(z.string().max(100)).max(20).default(["email"]),
  place: stored,
  loginCode: stored,
  queue: stored,
  devicePath: stored,
  mobileSession: stored,
});

export const endContactCenterSessionBody = z.object({ operationName: z.literal("EndContactCenterSession") });

/** Ready, NotReady, or the `operationName` of one of `/settings/agent-states`: which exist is known to the server. wire.md 2.2 */
export const changeReadinessBody = z.object({ operationName: z.string().min(1).max(64), reason: line(255).optional() });

export const doNotDisturbBody = z.object({ operationName: z.enum(["DoNotDisturbOn", "DoNotDisturbOff"]) });

/** wire.md 1.5 */
export const changePasswordBody = z.object({
  operationName: z.literal("ChangePassword"),
  oldPassword: z.string().min(1).max(1_000),
  newPassword: z.string().min(1).max(128),
});

/** Operations of one channel, `POST /me/channels/email`; any other name is an agent state: `changeReadinessBody`. */
export const channelCommands = { DoNotDisturbOn: doNotDisturbBody, DoNotDisturbOff: doNotDisturbBody } as const;

/** Operations of `POST /me`; any other name is an agent state: `changeReadinessBody`. */
export const meCommands = {
  StartContactCenterSession: startContactCenterSessionBody,
  EndContactCenterSession: endContactCenterSessionBody,
  ...channelCommands,
  ChangePassword: changePasswordBody,
} as const;
