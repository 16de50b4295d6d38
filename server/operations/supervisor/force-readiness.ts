import { becomes, type ReadinessRow } from "../../domain/agent/readiness.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type Forced, forcedBy, lockAgent, onBoard } from "./lock-agent.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";
import { tellAgent } from "./tell-agent.ts";

type Input = Reasoned & Forced & { readonly state: "Ready" | "NotReady" };

/**
 * A supervisor sets an agent Ready or NotReady; the channel and a notice say who did. Needs the agent's contact-center session (2/409).
 * wire.md 12; desktop.md 3.2
 */
export const forceReadiness = defineOperation<Input, AgentOnBoard>(
  "ForceReadiness",
  "ForceReadiness",
  async (asked) => {
    const { tx, input } = asked;
    const agent = await lockAgent(asked, input.state);
    if (!agent.ok) return agent;
    const { id, userName, channel } = agent.value;
    const { note } = reasoned(input);
    const row: ReadinessRow =
      input.state === "Ready" ? { operation: "Ready" } : { operation: "NotReady", reason: note };
    const next = becomes(channel, row, tx.now.wall, forcedBy(asked));
    if (next === undefined) {
      return refuse({ kind: "notPossible", operation: input.state, because: `${userName} is not logged in` });
    }
    await tx.agents.saveChannel(id, next, input.state, note, { endsSessions: false });
    const reason = note === undefined ? {} : { reason: note };
    await tellAgent(asked, agent.value, { operation: "SetState", state: input.state, ...reason });
    return done(await onBoard(tx, id));
  },
);
