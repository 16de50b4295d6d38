import type { Queue } from "../../domain/queue/queue.ts";
import { chooseInvitations, type Decision, type Waiting } from "../../domain/routing/choose-invitations.ts";
import { consideredMax, withOthers } from "../../domain/routing/consideration.ts";
import { expressionAfter } from "../../domain/routing/relax.ts";
import { parseSkillExpression } from "../../domain/routing/skill-expression.ts";
import type { WaitingRow } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";

/** Whom the router would invite to what now, looking at the first `perQueue` waiting interactions of each queue. */
export async function decisionsNow(reading: Reading, perQueue: number): Promise<readonly Decision[]> {
  const agents = await reading.agents.available();
  if (agents.length === 0) return [];
  const waiting: Waiting[] = [];
  for (const id of await reading.interactions.queuesWaiting()) {
    const queue = await reading.centre.queue(id);
    if (queue === undefined) continue;
    const rows = await reading.interactions.waiting(id, perQueue);
    waiting.push(...rows.map((row) => waitingIn(queue, row, reading.now.steady)));
  }
  const decisions = chooseInvitations(waiting, agents, reading.now.steady);
  if (decisions.length === 0) return [];
  const known = agents.map(({ id }) => id);
  const others = await reading.agents.loggedInBesides(known, consideredMax);
  return decisions.map((decision) => ({ ...decision, considered: withOthers(decision.considered, others) }));
}

function waitingIn(queue: Queue, row: WaitingRow, now: number): Waiting {
  const expression = expressionAfter(queue.routing, now - row.position.enqueuedAt);
  const parsed = parseSkillExpression(expression);
  // Provisioning refuses expressions that cannot be read: this one was changed behind its back.
  if (!parsed.ok) throw new Error(`queue ${queue.name}: ${parsed.problem}`);
  const lastAgent = queue.routing.lastAgent === true ? row.lastAgent : undefined;
  return { ...row, queue: queue.id, skills: parsed.expression, lastAgent };
}
