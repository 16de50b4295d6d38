import { defineOperation, done } from "../operation.ts";
import { leave } from "../session/leave.ts";
import { forcedBy, lockAgent } from "./lock-agent.ts";
import { type Reasoned, reasoned } from "./lock-open.ts";

/**
 * A supervisor logs an agent out: open invitations go back, and the user's HTTP and Bayeux sessions end, here and in every other process.
 * Held e-mails stay with the agent. wire.md 12, 2.2
 */
export const forceLogOut = defineOperation<Reasoned, undefined>("ForceLogOut", "ForceReadiness", async (asked) => {
  const { tx, input } = asked;
  const agent = await lockAgent(asked);
  if (!agent.ok) return agent;
  await leave(tx, agent.value.id, "LogOut", reasoned(input).note, forcedBy(asked));
  await tx.sessions.removeOf(agent.value.id);
  return done(undefined);
});
