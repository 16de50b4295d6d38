import { isRouted } from "../../domain/queue/queue.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { intoQueue } from "./into-queue.ts";
import { ledAgent, onBoard } from "./lock-agent.ts";
import { lockOpen, type Reasoned } from "./lock-open.ts";
import { emailNoticed, tellAgent } from "./tell-agent.ts";

type Input = Reasoned & { readonly interaction: string };

/**
 * What an agent holds goes back into its queue, with the priority and age that it has, for somebody else. Refuses what the agent does not
 * hold, drafts, and what came out of a queue that offers nothing (2/409). desktop.md 7, 13
 */
export const takeBack = defineOperation<Input, AgentOnBoard>("TakeBack", "ControlAgent", async (asked) => {
  const { tx, input } = asked;
  const agent = await ledAgent(asked, "TakeBack");
  if (!agent.ok) return agent;
  const { id, userName } = agent.value;
  const email = { ...asked, target: input.interaction };
  const locked = await lockOpen(email, "MoveToQueue", [id]);
  if (!locked.ok) return locked;
  const { holder, direction, queue, position } = locked.value;
  if (holder !== id) return refuse(because(`${userName} does not hold ${input.interaction}`));
  if (direction === "outbound") return refuse(because("it is a draft"));
  const place = await tx.centre.queue(queue);
  if (place === undefined || !isRouted(place)) return refuse(because("nothing is offered from its queue"));
  const moved = await intoQueue(email, locked.value, { queue, position });
  if (!moved.ok) return moved;
  await tellAgent(asked, agent.value, {
    operation: "TakeBack",
    email: await emailNoticed(asked, locked.value),
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  });
  return done(await onBoard(tx, id));
});

const because = (why: string) => ({ kind: "notPossible", operation: "TakeBack", because: why }) as const;
