import type { AgentOnBoard } from "../../ports/agents.ts";
import { notify } from "../notices.ts";
import { defineOperation, done } from "../operation.ts";
import { ledAgent, onBoard } from "./lock-agent.ts";

/** A supervisor writes to an agent, who has it on their desktop until they put it away, also when they come back later. The audit keeps it. desktop.md 7, 13 */
export const messageAgent = defineOperation<{ readonly text: string }, AgentOnBoard>(
  "Message",
  "ControlAgent",
  async (asked) => {
    const { tx, world, actor, input } = asked;
    const agent = await ledAgent(asked, "Message");
    if (!agent.ok) return agent;
    const about = { operation: "Message", text: input.text } as const;
    await notify(tx, world, { user: agent.value.id, by: actor.id, about });
    return done(await onBoard(tx, agent.value.id));
  },
);
