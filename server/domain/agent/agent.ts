/** A user as somebody who can be offered work on the e-mail channel. */
export type Agent = {
  readonly id: string;
  readonly userName: string;
  readonly channel: Channel;
  /** Skill name → level. */
  readonly skills: ReadonlyMap<string, number>;
  /** Skill id → level, for requirements that name a skill by id. */
  readonly skillIds: ReadonlyMap<string, number>;
  readonly groups: readonly string[];
  /** How many e-mails the agent may hold. */
  readonly capacity: number;
  /** How many the agent holds: invited and owned. */
  readonly held: number;
  /** Steady time since which nothing was offered to or given up by the agent. */
  readonly idleSince: number;
  /** Privilege `privilege.email.can-use`: who lacks it could neither accept nor reject (wire.md 10.4). */
  readonly mayUseEmail: boolean;
};

/** An agent's access to a medium, with its readiness (wire.md 2). */
export type Channel = {
  readonly state: "LoggedOut" | "NotReady" | "Ready";
  readonly reason: string | undefined;
  readonly workMode: string | undefined;
  readonly doNotDisturb: boolean;
  /** Wall time in milliseconds. */
  readonly since: number;
  /** Invitations in a row that the agent let expire. */
  readonly expiredInvitations: number;
  /** The supervisor who forced the state. */
  readonly forcedBy: string | undefined;
};

export const loggedOut: Channel = {
  state: "LoggedOut",
  reason: undefined,
  workMode: undefined,
  doNotDisturb: false,
  since: 0,
  expiredInvitations: 0,
  forcedBy: undefined,
};

/** Ready, not to be left in peace, and allowed to use e-mail. */
export const isThere = ({ channel, mayUseEmail }: Pick<Agent, "channel" | "mayUseEmail">): boolean =>
  channel.state === "Ready" && !channel.doNotDisturb && mayUseEmail;

/** There, and with room for one more. */
export const isAvailable = (agent: Pick<Agent, "channel" | "mayUseEmail" | "capacity" | "held">): boolean =>
  isThere(agent) && agent.held < agent.capacity;
