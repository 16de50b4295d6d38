import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { inviteeRefusal, placeToReturn } from "../direct-invitation.ts";
import { doRow } from "../email/do-row.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { ledAgent, onBoard } from "./lock-agent.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";
import { emailNoticed, tellAgent } from "./tell-agent.ts";

type Input = Reasoned & { readonly interaction: string };

/**
 * Offers an e-mail to an agent again, who declined or missed it, or lets an offer run from the start: whatever the agent's readiness, skills
 * and capacity. Refuses what somebody else has or is offered (3), what the agent works on already, what is parked, and agents who are not
 * logged in (2/409). desktop.md 7, 13
 */
export const reOffer = defineOperation<Input, AgentOnBoard>("ReOffer", "ControlAgent", async (asked) => {
  const { tx, actor, target, input } = asked;
  const agent = await ledAgent(asked, "ReOffer");
  if (!agent.ok) return agent;
  const email = { ...asked, target: input.interaction };
  const locked = await lockOpen(email, "Assign", [agent.value.id]);
  if (!locked.ok) return locked;
  const user = await tx.users.byId(target);
  const refusal =
    elsewhere(locked.value, agent.value) ??
    (await parkedRefusal(tx, locked.value)) ??
    (user === undefined
      ? ({ kind: "notFound", thing: "user", name: target } as const)
      : inviteeRefusal(user, await tx.agents.byId(user.id), { operation: "ReOffer", path: "$.interactionId" }));
  if (refusal !== undefined) return refuse(refusal);
  const to = await placeToReturn(tx, locked.value, actor.id);
  const offered = await doRow(email, locked.value, "Assign", { ...reasoned(input), invitee: agent.value.id, to });
  if (!offered.ok) return offered;
  await tellAgent(asked, agent.value, {
    operation: "ReOffer",
    email: await emailNoticed(asked, locked.value),
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  });
  return done(await onBoard(tx, agent.value.id));
});

/** What is parked is released into a queue, and by nothing else (mail.md 0); only the plain Assign of wire.md 12 takes it from everywhere. */
async function parkedRefusal(tx: Transaction, { state, queue }: Interaction): Promise<Refusal | undefined> {
  if (state !== "Queued" || (await tx.centre.queue(queue))?.kind !== "parked") return undefined;
  return { kind: "notPossible", operation: "ReOffer", because: "it is parked; MoveToQueue releases it" };
}

function elsewhere(
  { holder, state }: Interaction,
  agent: { readonly id: string; readonly userName: string },
): Refusal | undefined {
  if (holder === undefined || (holder === agent.id && state === "Invited")) return undefined;
  if (holder === agent.id) {
    return { kind: "notPossible", operation: "ReOffer", because: `${agent.userName} works on it already` };
  }
  return { kind: state === "Invited" ? "offeredToAnother" : "heldByAnother", operation: "ReOffer" };
}
