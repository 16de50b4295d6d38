import type { Role } from "../../domain/agent/actor.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import type { User } from "../../ports/agents.ts";
import type { Named } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { done, type Result, refuse, type World } from "../operation.ts";
import type { Claims } from "./claims.ts";
import { meant, type NamedReference } from "./named-reference.ts";

/** What is written of a user; what is absent stays. wire.md 10.1 */
export type UserChange = {
  readonly claims: Claims;
  readonly userName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly emailAddress?: string;
  readonly roles?: readonly Role[];
  readonly enabled?: boolean;
  readonly changePasswordOnFirstLogin?: boolean;
  readonly capacity?: number;
  readonly signature?: string;
  readonly skills?: readonly { readonly skill: NamedReference; readonly level: number }[];
  readonly groups?: readonly NamedReference[];
  /** Only until it is hashed. */
  readonly password?: string;
  readonly passwordHash?: string;
};

/** The password becomes its hash before the transaction begins: hashing takes too long for one (architecture.md 7). */
export async function withHash<Change extends UserChange>(world: World, input: Change): Promise<Result<Change>> {
  const { password, ...rest } = input;
  if (password === undefined) return done(input);
  // What `rest` lost may be absent, so it is still a `Change`; TypeScript cannot say that of a generic one.
  return done({ ...(rest as Change), passwordHash: await world.passwords.hash(password) });
}

/** The user after the change. Refuses skills and groups that do not exist (6) and addresses at which the centre itself receives (10). */
export async function userAfter(tx: Transaction, before: User, change: UserChange): Promise<Result<User>> {
  const skills = await skillsAfter(tx, before, change);
  if (!skills.ok) return skills;
  const groups = await groupsAfter(tx, before, change);
  if (!groups.ok) return groups;
  const { claims: _, skills: __, groups: ___, password: ____, passwordHash: _____, ...plain } = change;
  const address = plain.emailAddress;
  if (address !== undefined && address !== "" && ownMailboxes(await tx.centre.mailboxes()).owns(address)) {
    return refuse({ kind: "badValue", path: "$.emailAddress", because: "an address at which the centre receives" });
  }
  return done({ ...before, ...plain, skills: skills.value, groups: groups.value });
}

/** Another user has the name; compared without regard to case. */
export async function nameRefused(tx: Transaction, user: Pick<User, "id" | "userName">): Promise<Refusal | undefined> {
  const other = await tx.users.byName(user.userName);
  if (other === undefined || other.id === user.id) return undefined;
  return { kind: "alreadyExists", thing: "user", name: user.userName };
}

async function skillsAfter(tx: Transaction, before: User, { skills }: UserChange): Promise<Result<User["skills"]>> {
  if (skills === undefined) return done(before.skills);
  const known = await tx.centre.skills();
  const found = new Map<string, User["skills"][number]>();
  for (const { skill, level } of skills) {
    const one = meant(known, skill);
    if (one === undefined) return refuse({ kind: "notFound", thing: "skill", name: skill.value });
    if (found.has(one.id))
      return refuse({ kind: "contradiction", path: skill.path, because: "the skill stands twice" });
    found.set(one.id, { id: one.id, name: one.name, level });
  }
  return done([...found.values()]);
}

async function groupsAfter(tx: Transaction, before: User, { groups }: UserChange): Promise<Result<User["groups"]>> {
  if (groups === undefined) return done(before.groups);
  const known = await tx.centre.groups();
  const found = new Map<string, Named>();
  for (const group of groups) {
    const one = meant(known, group);
    if (one === undefined) return refuse({ kind: "notFound", thing: "group", name: group.value });
    found.set(one.id, { id: one.id, name: one.name });
  }
  return done([...found.values()]);
}

/** As in a provisioning file that says nothing else. */
export const nobody: Omit<User, "id" | "userName"> = {
  firstName: "",
  lastName: "",
  emailAddress: "",
  roles: ["agent"],
  enabled: true,
  changePasswordOnFirstLogin: false,
  capacity: 1,
  signature: "",
  skills: [],
  groups: [],
  settings: {},
};
