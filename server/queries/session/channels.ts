import type { Agent } from "../../domain/agent/agent.ts";
import { defineQuery, found } from "../query.ts";

/** The actor as an agent, with readiness and load; undefined for users who are none and have no channels. wire.md 2.2 */
export const findChannels = defineQuery<unknown, Agent | undefined>(
  "FindChannels",
  "ReadCentre",
  async ({ reading, actor }) => found(await reading.agents.byId(actor.id)),
);
