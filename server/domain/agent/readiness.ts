import type { Channel } from "./agent.ts";

export type ReadinessRow =
  | { readonly operation: "LogIn" }
  | { readonly operation: "LogOut" }
  | { readonly operation: "Ready" }
  | { readonly operation: "NotReady"; readonly reason: string | undefined; readonly workMode?: string }
  | { readonly operation: "DoNotDisturbOn" }
  | { readonly operation: "DoNotDisturbOff" };

type ReadinessTransition = { readonly from: readonly Channel["state"][]; readonly to: Channel["state"] | "same" };

const loggedIn = ["NotReady", "Ready"] as const;

/** row: from which states to which. The third table of architecture.md 4; wire.md 2.2 */
const readinessTransitions = {
  LogIn: { from: ["LoggedOut", "NotReady", "Ready"], to: "same" },
  LogOut: { from: ["LoggedOut", "NotReady", "Ready"], to: "LoggedOut" },
  Ready: { from: loggedIn, to: "Ready" },
  NotReady: { from: loggedIn, to: "NotReady" },
  DoNotDisturbOn: { from: loggedIn, to: "same" },
  DoNotDisturbOff: { from: loggedIn, to: "same" },
} as const satisfies Record<ReadinessRow["operation"], ReadinessTransition>;

/** The channel after the row at wall time `now`; undefined when it is not possible without a contact-center session. */
export function becomes(channel: Channel, row: ReadinessRow, now: number, forcedBy?: string): Channel | undefined {
  const transition: ReadinessTransition = readinessTransitions[row.operation];
  if (!transition.from.includes(channel.state)) return undefined;
  const state = stateAfter(channel, row, transition);
  const stated = row.operation === "NotReady" ? { reason: row.reason, workMode: row.workMode } : noReason;
  const next: Channel = {
    ...channel,
    ...(transition.to === "same" && state === channel.state ? {} : { ...stated, forcedBy }),
    state,
    doNotDisturb: doNotDisturbAfter(channel, row),
    expiredInvitations: row.operation === "Ready" || row.operation === "LogIn" ? 0 : channel.expiredInvitations,
  };
  return { ...next, since: isSame(channel, next) ? channel.since : now };
}

const noReason = { reason: undefined, workMode: undefined };

function stateAfter(channel: Channel, row: ReadinessRow, transition: ReadinessTransition): Channel["state"] {
  if (row.operation === "LogIn" && channel.state === "LoggedOut") return "NotReady";
  return transition.to === "same" ? channel.state : transition.to;
}

function doNotDisturbAfter(channel: Channel, row: ReadinessRow): boolean {
  if (row.operation === "DoNotDisturbOn") return true;
  return row.operation === "DoNotDisturbOff" || row.operation === "LogOut" ? false : channel.doNotDisturb;
}

const isSame = (a: Channel, b: Channel): boolean =>
  a.state === b.state && a.reason === b.reason && a.workMode === b.workMode && a.doNotDisturb === b.doNotDisturb;
