import { type Actor, mayLead } from "../../domain/agent/actor.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** An agent as this supervisor looks at one, and may lead. desktop.md 7, 13 */
export const agentShape = (agent: AgentOnBoard, viewer: Actor) => ({
  userId: agent.id,
  userName: agent.userName,
  groups: agent.groups.map(({ name }) => name),
  state: agent.channel.state,
  ...present("reason", agent.channel.reason),
  since: isoTime(agent.channel.since),
  ...present("forcedBy", agent.channel.forcedBy),
  held: heldBy(agent),
  offered: agent.invited,
  capacity: agent.capacity,
  ...present(
    "lastAction",
    agent.lastAction && { operation: agent.lastAction.operation, at: isoTime(agent.lastAction.at) },
  ),
  done: agent.done,
  declined: agent.declined,
  missed: agent.missed,
  capabilities: capabilitiesOf(agent, viewer),
});

const heldBy = ({ invited, processing, composing }: AgentOnBoard): number => invited + processing + composing;

function capabilitiesOf(agent: AgentOnBoard, viewer: Actor): readonly string[] {
  if (!mayLead(viewer, { id: agent.id, groups: agent.groups.map(({ id }) => id) })) return [];
  const isThere = agent.channel.state !== "LoggedOut";
  return [
    ...(isThere ? ["SetState", "LogOff"] : []),
    ...(agent.invited + agent.processing > 0 ? ["TakeBack"] : []),
    ...(isThere ? ["ReOffer"] : []),
    "Message",
  ];
}
