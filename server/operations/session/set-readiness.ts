import { becomes, type ReadinessRow } from "../../domain/agent/readiness.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = { readonly state: "Ready" | "NotReady"; readonly reason?: string; readonly workMode?: string };

/** Ready brings invitations, NotReady stops new ones. Needs a contact-center session. GWS Ready, NotReady, agent states; wire.md 2.2 */
export const setReadiness = defineOperation<Input, undefined>(
  "SetReadiness",
  "SetReadiness",
  async ({ tx, actor, input }) => {
    const agent = await tx.agents.lock(actor.id);
    const channel = agent === undefined ? undefined : becomes(agent.channel, rowOf(input), tx.now.wall);
    if (channel === undefined)
      return refuse({ kind: "notPossible", operation: input.state, because: "there is no contact-center session" });
    await tx.agents.saveChannel(actor.id, channel, input.state, input.reason);
    return done(undefined);
  },
);

function rowOf(input: Input): ReadinessRow {
  if (input.state === "Ready") return { operation: "Ready" };
  const { reason, workMode } = input;
  return { operation: "NotReady", reason, ...(workMode === undefined ? {} : { workMode }) };
}
