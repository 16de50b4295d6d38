import type { DeliveryResult } from "../../domain/delivery/attempt-result.ts";
import type { Delivery } from "../../domain/delivery/delivery.ts";
import type { OutgoingHold } from "../../domain/delivery/hold.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { type Claim, claimDeliveries } from "./claim-deliveries.ts";
import { giveBackQuota, unsentBy } from "./give-back-quota.ts";
import { type Mark, markedBy } from "./mark-committing.ts";
import { type Outcome, outcomesOf, tellOutcomes } from "./record-delivery.ts";

/** What an attempt asks for, or the sender for the next ones. */
export type DeliveryStep =
  | { readonly kind: "mark"; readonly mark: Mark }
  | { readonly kind: "record"; readonly result: DeliveryResult }
  | { readonly kind: "claim"; readonly claim: Claim };

/** Whether a mark or an outcome was written: no when the claim is not ours any more. What was claimed. */
export type DeliveryAnswer = { readonly isWritten: boolean; readonly claimed: readonly Delivery[] };

/**
 * The next steps of many deliveries in one transaction: outcomes are written, with their events and what follows for the interactions; final
 * dots are allowed; what is due is claimed last. As few statements for ten as for one. Value: an answer for each step. mail.md 11.3
 */
export const advanceDeliveries = defineOperation<readonly DeliveryStep[], readonly DeliveryAnswer[]>(
  "AdvanceDeliveries",
  "System",
  async ({ tx, input }) => {
    const written = new Set<DeliveryStep>();
    const ended: Outcome[] = [];
    // Its change waits for us: once a Hold is answered nothing begins and no dot leaves.
    const hold = await tx.deliveries.lockHold();
    for (const steps of oncePerMail(input)) {
      const { outcomes, saved } = await write(tx, steps, hold);
      for (const step of saved) written.add(step);
      ended.push(...outcomes);
    }
    // Behind all mails: whoever claims locks the quota before them.
    await giveBackQuota(tx, ended.flatMap(unsentBy));
    const answers: DeliveryAnswer[] = [];
    for (const step of input) {
      const claimed = step.kind === "claim" ? await claimDeliveries(tx, { ...step.claim, hold }) : [];
      answers.push({ isWritten: written.has(step), claimed });
    }
    return done(answers);
  },
);

type MailStep = Exclude<DeliveryStep, { readonly kind: "claim" }>;

const mailOf = (step: MailStep): string => (step.kind === "mark" ? step.mark : step.result).interaction;

/** Two steps of one mail: the second meets what the first has made of it. */
function oncePerMail(steps: readonly DeliveryStep[]): readonly (readonly MailStep[])[] {
  const rounds: MailStep[][] = [];
  const met = new Map<string, number>();
  for (const step of steps) {
    if (step.kind === "claim") continue;
    const round = met.get(mailOf(step)) ?? 0;
    met.set(mailOf(step), round + 1);
    rounds[round] = [...(rounds[round] ?? []), step];
  }
  return rounds;
}

type Written = { readonly saved: readonly MailStep[]; readonly outcomes: readonly Outcome[] };

/** Interactions are locked before deliveries, as everywhere. */
async function write(tx: Transaction, steps: readonly MailStep[], hold: OutgoingHold): Promise<Written> {
  const results = steps.flatMap((step) => (step.kind === "record" ? step.result : []));
  const marks = steps.flatMap((step) => (step.kind === "mark" ? step.mark : []));
  const interactions = await tx.interactions.lockAll(results.map(({ interaction }) => interaction));
  const deliveries = await tx.deliveries.lockAll(steps.map(mailOf));
  const outcomes = await outcomesOf(tx, results, { interactions, deliveries });
  const marked = marks.flatMap((mark) => markedBy(mark, deliveries.get(mark.interaction), hold) ?? []);
  const saved = await tx.deliveries.saveAll([...marked, ...outcomes.flatMap(({ next }) => next ?? [])]);
  const written = outcomes.filter(({ result }) => saved.has(result.interaction));
  await tellOutcomes(tx, written);
  return { saved: steps.filter((step) => saved.has(mailOf(step))), outcomes: written };
}
