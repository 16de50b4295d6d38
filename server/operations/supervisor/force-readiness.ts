import { becomes, type ReadinessRow } from "../../domain/agent/readiness.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { forcedBy, lockAgent } from "./lock-agent.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

type Input = Reasoned & { readonly state: "Ready" | "NotReady" };

/** A supervisor sets an agent Ready or NotReady; the channel says who did. Needs the agent's contact-center session (2/409). wire.md 12 */
export const forceReadiness = defineOperation<Input, undefined>("ForceReadiness", "ForceReadiness", async (asked) => {
  const { tx, input } = asked;
  const agent = await lockAgent(asked);
  if (!agent.ok) return agent;
  const { id, userName, channel } = agent.value;
  const { note } = reasoned(input);
  const row: ReadinessRow = input.state === "Ready" ? { operation: "Ready" } : { operation: "NotReady", reason: note };
  const next = becomes(channel, row, tx.now.wall, forcedBy(asked));
  if (next === undefined) {
    return refuse({ kind: "notPossible", operation: input.state, because: `${userName} is not logged in` });
  }
  await tx.agents.saveChannel(id, next, input.state, note, { endsSessions: false });
  return done(undefined);
});
