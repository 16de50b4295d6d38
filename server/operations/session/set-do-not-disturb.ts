import { becomes } from "../../domain/agent/readiness.ts";
import { defineOperation, done, refuse } from "../operation.ts";

/** While on, nothing is offered. GWS DoNotDisturbOn, DoNotDisturbOff; wire.md 2.2 */
export const setDoNotDisturb = defineOperation<{ readonly on: boolean }, undefined>(
  "SetDoNotDisturb",
  "SetDoNotDisturb",
  async ({ tx, actor, input }) => {
    const operation = input.on ? "DoNotDisturbOn" : "DoNotDisturbOff";
    const agent = await tx.agents.lock(actor.id);
    const channel = agent === undefined ? undefined : becomes(agent.channel, { operation }, tx.now.wall);
    if (channel === undefined)
      return refuse({ kind: "notPossible", operation, because: "there is no contact-center session" });
    await tx.agents.saveChannel(actor.id, channel, operation);
    return done(undefined);
  },
);
