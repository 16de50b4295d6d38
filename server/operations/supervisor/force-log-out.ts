import type { AgentOnBoard } from "../../ports/agents.ts";
import { defineOperation, done } from "../operation.ts";
import { leave } from "../session/leave.ts";
import { type Forced, forcedBy, lockAgent, onBoard } from "./lock-agent.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";
import { tellAgent } from "./tell-agent.ts";

/**
 * A supervisor logs an agent out: open invitations go back, and the user's HTTP and Bayeux sessions end, here and in every other process.
 * Held e-mails stay with the agent, who finds a notice when they come back. wire.md 12, 2.2
 */
export const forceLogOut = defineOperation<Reasoned & Forced, AgentOnBoard>(
  "ForceLogOut",
  "ForceReadiness",
  async (asked) => {
    const { tx, input } = asked;
    const agent = await lockAgent(asked, "LogOut");
    if (!agent.ok) return agent;
    const { note } = reasoned(input);
    await tellAgent(asked, agent.value, { operation: "LogOff", ...(note === undefined ? {} : { reason: note }) });
    await leave(tx, agent.value.id, "LogOut", note, forcedBy(asked));
    await tx.sessions.removeOf(agent.value.id);
    return done(await onBoard(tx, agent.value.id));
  },
);
