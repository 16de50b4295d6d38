import { agentStatesAnswer, answerWith, channelResource, channelsAnswer, userAnswer } from "@postroom/contract";
import { z } from "zod";
import { type Found, found, missing } from "../../queries/query.ts";
import { findChannels } from "../../queries/session/channels.ts";
import { findMe } from "../../queries/user/me.ts";
import type { Members } from "../answers.ts";
import type { Asking, Resource } from "../entry.ts";
import { asked, collection, shaped, single } from "../reads.ts";
import { embedded } from "../selection.ts";
import { agentStateShape } from "../shapes/agent-state.ts";
import { channelShape, medium } from "../shapes/channel.ts";
import { mySubresources, userShape } from "../shapes/user.ts";
import { sees, viewingCut } from "../viewing.ts";
import { channelCommands, meCommands } from "./session-commands.ts";

/** The signed-in user. wire.md 2.3 */
export const me: Resource = {
  name: "Session",
  paths: ["/me"],
  get: single({
    summary: "The signed-in user",
    under: "user",
    row: (asking) =>
      shaped(asking, findMe, {}, (mine) => ({
        ...userShape(mine.user, asking.answering.publicUrl),
        ...embedded(mySubresources(mine, viewingCut(asking, mine.held.names), sees(asking)), asking.request.query),
      })),
    subresources: [
      ...["devices", "skills", "channels", "channelStates", "interactions", "emails", "chats", "calls", "groups"],
      ...["features", "settings"],
    ],
    answer: userAnswer,
  }),
  post: meCommands,
};

/** The user's channels: the e-mail channel, for those who are agents. */
export const channels: Resource = {
  name: "Session",
  paths: ["/me/channels"],
  get: collection({
    summary: "The user's channels with their readiness",
    under: "channels",
    rows: (asking) => shaped(asking, findChannels, {}, (agent) => (agent === undefined ? [] : [channelShape(agent)])),
    fields: Object.keys(channelResource.shape),
    answer: channelsAnswer,
  }),
};

export const channel: Resource = {
  name: "Session",
  paths: [`/me/channels/${medium}`],
  get: single({
    summary: "The e-mail channel",
    under: "channel",
    row: ownChannel,
    answer: answerWith({ channel: channelResource }),
  }),
  post: channelCommands,
};

async function ownChannel(asking: Asking): Promise<Found<Members>> {
  const agent = await asked(asking, findChannels, {});
  if (!agent.ok) return agent;
  return agent.value === undefined
    ? missing({ kind: "notFound", thing: "channel", name: medium })
    : found(channelShape(agent.value));
}

/** There is no telephony (wire.md 2.2). */
export const devices: Resource = {
  name: "Session",
  paths: ["/me/devices"],
  get: collection({
    summary: "Always empty",
    under: "devices",
    rows: async () => found([]),
    fields: [],
    answer: answerWith({ devices: z.tuple([]) }),
  }),
};

/** States that the agent may choose besides Ready and NotReady. */
export const agentStates: Resource = {
  name: "Session",
  paths: ["/settings/agent-states"],
  get: collection({
    summary: "States that agents may choose",
    under: "settings",
    rows: async ({ answering }) => found(answering.settings.notReadyReasons.map(agentStateShape)),
    fields: ["id", "operationName", "displayName", "state", "workMode", "reason"],
    answer: agentStatesAnswer,
  }),
};
