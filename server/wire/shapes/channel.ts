import { type Agent, type Channel, isAvailable } from "../../domain/agent/agent.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** The only medium there is (wire.md 2.2). */
export const medium = "email";

/** An agent's e-mail channel with its load. wire.md 2.3 */
export const channelShape = (agent: Agent) => ({
  channel: medium,
  userState: userState(agent.channel),
  doNotDisturb: agent.channel.doNotDisturb ? "On" : "Off",
  since: isoTime(agent.channel.since),
  capacity: agent.capacity,
  held: agent.held,
  available: isAvailable(agent),
  ...present("forcedBy", agent.channel.forcedBy),
});

/** Ids fixed by GWS (wire.md 2.3); the one of LoggedOut is ours. */
const stateIds = {
  Ready: "9430250E-0A1B-421F-B372-F29E69366DED",
  NotReady: "900D55CC-2BB0-431F-8BF9-D3525B383BE6",
  LoggedOut: "0F7F5003-EF26-4D13-A6EF-D0C7EC819BEB",
} as const;
const auxWorkId = "2B36138D-C564-4562-A8CB-3C32D564F296";

/** The id that a state has for clients; NotReady has a second one for `AuxWork`. */
export const stateId = (state: Channel["state"], workMode: string | undefined): string =>
  state === "NotReady" && workMode === "AuxWork" ? auxWorkId : stateIds[state];

/** `reasonCode` repeats the reason. */
const userState = ({ state, workMode, reason }: Channel) => ({
  id: stateId(state, workMode),
  displayName: reason ?? state,
  state,
  ...present("workMode", workMode),
  ...present("reason", reason),
  ...present("reasonCode", reason),
});
