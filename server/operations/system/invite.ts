import { system } from "../../domain/agent/actor.ts";
import type { UserData } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Consideration } from "../../domain/routing/consideration.ts";
import { mayBeInvited } from "../../domain/routing/eligible.ts";
import { expressionAfter, relaxedBy } from "../../domain/routing/relax.ts";
import { parseSkillExpression } from "../../domain/routing/skill-expression.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";

type Input = { readonly agent: string; readonly why: string; readonly considered?: Consideration };

/**
 * Offers a waiting interaction to an agent: readiness, skills, capacity and pause are asked once more under the agent's lock, so a decision
 * made on an older picture does no harm. wire.md 4.3; reliability.md 4, I6 and I7
 */
export const invite = defineOperation<Input, undefined>("Invite", "System", async ({ tx, target, input }) => {
  const agent = await tx.agents.lock(input.agent);
  const interaction = await tx.interactions.lock(target);
  if (agent === undefined || interaction === undefined)
    return refuse({ kind: "notFound", thing: "interaction", name: target });
  const queue = await tx.centre.queue(interaction.queue);
  if (queue === undefined) return refuse({ kind: "notFound", thing: "queue", name: interaction.queue });
  const waitedMs = tx.now.steady - interaction.position.enqueuedAt;
  const expression = expressionAfter(queue.routing, waitedMs);
  const parsed = parseSkillExpression(expression);
  const isPaused = await tx.interactions.isPaused(target, input.agent);
  if (isPaused || !parsed.ok || !mayBeInvited(agent, parsed.expression, interaction.requirement)) {
    return refuse({ kind: "notPossible", operation: "Invite", because: `${agent.userName} cannot be offered it now` });
  }
  const outcome = step(interaction, {
    operation: "Invite",
    actor: system,
    now: tx.now,
    timeouts: await timeoutsIn(tx, interaction.queue),
    invitee: input.agent,
    note: input.why,
    change: { userData: routed(interaction.userData, agent.userName, expression) },
  });
  if (!outcome.ok) return outcome;
  await tx.interactions.save(outcome);
  if (input.considered !== undefined) {
    const relaxedStep = relaxedBy(queue.routing, waitedMs);
    const decision = { ...input.considered, expression, relaxedStep, at: tx.now.steady };
    await tx.offers.keep(target, outcome.interaction.version, decision);
  }
  return done(undefined);
});

/** Whom routing chose, and by which skills. wire.md 11 */
function routed({ RRequestedSkillCombination: _, ...userData }: UserData, agent: string, skills: string): UserData {
  return {
    ...userData,
    ...(skills.trim() === "" ? {} : { RRequestedSkillCombination: skills }),
    RTargetAgentSelected: agent,
  };
}
