import type { Role, UserActor } from "../domain/agent/actor.ts";
import type { Agent, Channel } from "../domain/agent/agent.ts";
import type { Requirement } from "../domain/interaction/interaction.ts";
import type { Named } from "./centre.ts";
import type { SessionsEnded } from "./sessions.ts";

/** Somebody who can sign in. */
export type User = {
  readonly id: string;
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly emailAddress: string;
  readonly roles: readonly Role[];
  readonly enabled: boolean;
  readonly changePasswordOnFirstLogin: boolean;
  readonly capacity: number;
  readonly signature: string;
  readonly skills: readonly { readonly id: string; readonly name: string; readonly level: number }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  /** Own values of settings (wire.md 10.4), key → value. */
  readonly settings: Readonly<Record<string, string>>;
};

/** A user who may sign in, as far as the edge must know. */
export type Account = {
  readonly actor: UserActor;
  readonly mustChangePassword: boolean;
  /** HTTP sessions that began before are ended. */
  readonly sessionsEnded: SessionsEnded | undefined;
};

export interface UserReads {
  byId(id: string): Promise<User | undefined>;
  /** Without regard to case. */
  byName(userName: string): Promise<User | undefined>;
  list(): Promise<readonly User[]>;
  /** User names of these ids, for shapes. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What decides about rights; undefined for a user that is gone or disabled. */
  actor(id: string): Promise<UserActor | undefined>;
  /** The same with what else the edge must know. */
  account(id: string): Promise<Account | undefined>;
  /** For sign-in: id and stored hash of an enabled user. */
  credential(userName: string): Promise<{ readonly id: string; readonly passwordHash: string } | undefined>;
  /** Hashes of the passwords that provisioning set, by lower-case user name. */
  provisionedHashes(): Promise<ReadonlyMap<string, string>>;
}

export interface UserRows {
  /** Writes the user with skills and groups. `passwordHash`: a new password set by provisioning; without it the present one stays. */
  save(user: User, passwordHash: string | undefined): Promise<void>;
  /** The user's own choice: it need not be changed any more. */
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** A password that somebody else gives; whether it must be changed is written with the user. Provisioning still knows its own. */
  replacePassword(id: string, passwordHash: string): Promise<void>;
}

/** What an agent does at the moment, for a wallboard. */
export type AgentLoad = {
  readonly id: string;
  readonly userName: string;
  readonly channel: Pick<Channel, "state" | "reason" | "since">;
  readonly invited: number;
  readonly processing: number;
  readonly composing: number;
  readonly capacity: number;
};

/** An agent as a supervisor looks at one: state, load, and the day so far (by UTC). */
export type AgentOnBoard = AgentLoad & {
  readonly channel: Pick<Channel, "state" | "reason" | "since" | "forcedBy">;
  /** Ids and names of the agent's groups. */
  readonly groups: readonly Named[];
  readonly done: number;
  readonly declined: number;
  readonly missed: number;
  /** What the agent did last today. Wall time in milliseconds. */
  readonly lastAction: { readonly operation: string; readonly at: number } | undefined;
};

export interface AgentReads {
  /** The agent's channel, skills, capacity and load. Undefined for users without role agent or supervisor. */
  byId(id: string): Promise<Agent | undefined>;
  channel(id: string): Promise<Channel>;
  /** Agents who are Ready with do-not-disturb off, may use e-mail and have room. */
  available(): Promise<readonly Agent[]>;
  /** Who is logged in besides these, by name; also who may not use e-mail. */
  loggedInBesides(users: readonly string[], limit: number): Promise<readonly Agent[]>;
  /** Agents who may sign in and use e-mail and meet the condition, logged in or not. */
  fulfilling(requirement: Requirement): Promise<readonly Agent[]>;
  /** Logged-in agents whose last request is before steady time `before`. */
  idle(before: number): Promise<readonly string[]>;
  list(): Promise<readonly Agent[]>;
  /** All agents with what they hold, by name; at most 10,000. */
  loads(): Promise<readonly AgentLoad[]>;
  /** All agents as supervisors look at them, or one of them; by name, at most 10,000. */
  onBoard(id?: string): Promise<readonly AgentOnBoard[]>;
}

export interface AgentRows {
  /** Locks the agent's row: whatever makes or revokes invitations does this first (architecture.md 7). */
  lock(id: string): Promise<Agent | undefined>;
  /** `forced`: a supervisor did it, which is audited; and whether the user's sessions end with it. */
  saveChannel(
    id: string,
    channel: Channel,
    operation: string,
    note?: string,
    forced?: { readonly endsSessions: boolean },
  ): Promise<void>;
  /** Counts an expired invitation; returns how many in a row. */
  countExpired(id: string): Promise<number>;
  clearExpired(id: string): Promise<void>;
  /** Nothing was asked of or by the agent since this steady time. */
  setIdleSince(id: string, steady: number): Promise<void>;
  /** Ids of what is offered to the agent now. */
  invitations(id: string): Promise<readonly string[]>;
}
