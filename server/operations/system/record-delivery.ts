import type { DeliveryResult } from "../../domain/delivery/attempt-result.ts";
import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import { rowOfOutcome } from "../../domain/delivery/outcome-row.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { AttemptOf } from "../../ports/deliveries.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { lookInSentFolder } from "./file-sent.ts";
import { type ToldDelivery, tellDeliveries } from "./tell-delivery.ts";

/** What an attempt's outcome makes of its delivery: `next` undefined when it says nothing any more. */
export type Outcome = {
  readonly result: DeliveryResult;
  readonly before: Interaction;
  readonly delivery: Delivery;
  readonly row: ReturnType<typeof rowOfOutcome>;
  readonly next: Delivery | undefined;
};

type Locked = {
  readonly interactions: ReadonlyMap<string, Interaction>;
  readonly deliveries: ReadonlyMap<string, Delivery>;
};

/**
 * What these outcomes, each of another mail, make of their deliveries, if the claim is still ours (or, for a late reply, settles `unknown`);
 * the attempts are kept. mail.md 11.2, 11.3 steps 5 and 6
 */
export async function outcomesOf(
  tx: Transaction,
  results: readonly DeliveryResult[],
  { interactions, deliveries }: Locked,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const result of results) {
    const [before, delivery] = [interactions.get(result.interaction), deliveries.get(result.interaction)];
    if (before !== undefined && delivery !== undefined) {
      outcomes.push({ result, before, delivery, ...(await rowOf(tx, result, delivery)) });
    }
  }
  await tx.deliveries.addAttempts(outcomes.flatMap(keptAttempt));
  return outcomes;
}

/** The events of outcomes that were written, and what follows for the interactions. */
export async function tellOutcomes(tx: Transaction, written: readonly Outcome[]): Promise<void> {
  await noteRecipients(tx, written);
  await tellDeliveries(tx, written.flatMap(toldOf));
}

async function rowOf(
  tx: Transaction,
  result: DeliveryResult,
  delivery: Delivery,
): Promise<Pick<Outcome, "row" | "next">> {
  const wasAccepted = result.row === "RefusedForGood" && (await tx.deliveries.wasAccepted(result.interaction));
  const row = rowOfOutcome(delivery, result, wasAccepted);
  return { row, next: row === undefined ? undefined : deliver(delivery, row, result.change) };
}

/** A late 250 behind the mark of another attempt changes nothing now, but is evidence when that ends. */
const keptAttempt = ({ result, row, next }: Outcome): readonly AttemptOf[] =>
  result.attempt !== undefined && (next !== undefined || row === "SettleClaimed")
    ? [{ interaction: result.interaction, attempt: result.attempt }]
    : [];

/** What became of single ones; whoever has taken a mail is no bad address; what may have gone is looked for. */
async function noteRecipients(tx: Transaction, written: readonly Outcome[]): Promise<void> {
  for (const { result } of written)
    await tx.deliveries.noteRecipients(result.interaction, result.recipients, tx.now.wall);
  const taken = written.flatMap(takenBy).map((address) => address.toLowerCase());
  if (taken.length > 0) await tx.readings.clearBouncing(taken);
  for (const { result, next } of written) {
    if (result.attempt?.outcome === "unknown" && next !== undefined) await lookInSentFolder(tx, next);
  }
}

function takenBy({ result, delivery }: Outcome): readonly string[] {
  if (result.row !== "Accepted" && result.row !== "AcceptedInPart") return [];
  const refused = new Set(result.recipients.filter((one) => one.state !== "sent").map((one) => one.address));
  return delivery.to.filter((address) => !refused.has(address));
}

function toldOf({ result, before, row, next }: Outcome): readonly ToldDelivery[] {
  if (row === undefined || next === undefined) return [];
  const telling = { row: row === "SettleClaimed" ? "SettleLate" : row, error: result.error } as const;
  return [{ before, delivery: next, telling }];
}
