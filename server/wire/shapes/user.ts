import type { Role } from "../../domain/agent/actor.ts";
import type { User } from "../../ports/agents.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { UserFound } from "../../queries/user/list.ts";
import type { MeFound } from "../../queries/user/me.ts";
import type { Dialect } from "../capability-lists.ts";
import { channelShape } from "./channel.ts";
import { emailA } from "./email-a.ts";
import { emailB } from "./email-b.ts";
import { featuresOf } from "./feature.ts";
import { groupShape, skillShape } from "./named.ts";
import { located, paths } from "./uris.ts";
import type { Seen, Viewing } from "./viewing.ts";
import { settingsShape } from "./workspace.ts";

/** A user without subresources. wire.md 2.3 */
export const userShape = (user: User, publicUrl: string) => ({
  id: user.id,
  userName: user.userName,
  firstName: user.firstName,
  lastName: user.lastName,
  emailAddress: user.emailAddress,
  roles: user.roles.map((role) => roleNames[role]),
  enabled: user.enabled,
  changePasswordOnFirstLogin: user.changePasswordOnFirstLogin,
  ...located(publicUrl, paths.user(user.id)),
});

/** A user as `/users` shows one: with what can be written (wire.md 10.1). */
export const configuredUserShape = (user: User, publicUrl: string) => ({
  ...userShape(user, publicUrl),
  capacity: { email: user.capacity },
  signature: user.signature,
});

/** What may be embedded in a user, in the order of wire.md 2.3; telephony's are always empty. */
export function userSubresources({ user, agent }: UserFound, { emails, viewing, sees }: Held) {
  const channels = agent === undefined ? [] : [channelShape(agent)];
  return {
    devices: [],
    skills: user.skills.map((skill) => skillShape(skill, viewing.publicUrl, skill.level)),
    channels,
    channelStates: channels,
    interactions: emails.map((email) => emailA(email, viewing, sees("A", email))),
    emails: emails.map((email) => emailB(email, viewing, sees("B", email))),
    chats: [],
    calls: [],
    groups: user.groups.map((group) => groupShape(group, viewing.publicUrl)),
  };
}

/** What may be embedded in `/me`. wire.md 2.3 */
export const mySubresources = (found: MeFound, viewing: Viewing, sees: Sees) => ({
  ...userSubresources(found, { emails: found.held.emails, viewing, sees }),
  features: featuresOf(found.user.roles, viewing.publicUrl),
  settings: settingsShape(found.user, found.workspace),
});

/** The e-mails that the user holds, and how they are shown to who asks. */
type Held = { readonly emails: readonly WithContent[]; readonly viewing: Viewing; readonly sees: Sees };

/** How the user sees an e-mail in a dialect. */
export type Sees = (dialect: Dialect, email: WithContent) => Seen;

const roleNames: Readonly<Record<Role, string>> = {
  agent: "ROLE_AGENT",
  supervisor: "ROLE_SUPERVISOR",
  admin: "ROLE_ADMIN",
};
