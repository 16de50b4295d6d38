import { type Attempt, type Delivery, deliver, type RecipientOutcome } from "../../domain/delivery/delivery.ts";
import { type Attempted, rowOfOutcome } from "../../domain/delivery/outcome-row.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { AttemptOf } from "../../ports/deliveries.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { lookInSentFolder } from "./file-sent.ts";
import { type ToldDelivery, tellDeliveries } from "./tell-delivery.ts";

/** How an attempt ended, in the rows of the delivery table, with the attempt to keep. */
export type DeliveryResult = Attempted & {
  readonly interaction: string;
  readonly change: Partial<Pick<Delivery, "to" | "group" | "isSent" | "refusals" | "nextAttempt">>;
  readonly attempt: Attempt | undefined;
  /** What became of single recipients, where not all fared alike. */
  readonly recipients: readonly RecipientOutcome[];
  /** Told to the sender: why it failed, is unknown, or which recipients were refused. */
  readonly error: string | undefined;
};

/**
 * Writes the outcomes of attempts, their events, and what follows for the interactions, in one transaction, if the claim is still ours
 * (or, for a late reply, settles `unknown`). As few statements for ten as for one. Value: for each whether it was written. mail.md 11.2,
 * 11.3 steps 5 and 6
 */
export const recordDelivery = defineOperation<readonly DeliveryResult[], readonly boolean[]>(
  "RecordDelivery",
  "System",
  async ({ tx, input }) => {
    const written = new Set<DeliveryResult>();
    for (const each of oncePerMail(input)) {
      for (const one of await recordAll(tx, each)) written.add(one);
    }
    return done(input.map((one) => written.has(one)));
  },
);

/** Two outcomes of one mail: the second meets what the first has made of it. */
function oncePerMail(results: readonly DeliveryResult[]): readonly (readonly DeliveryResult[])[] {
  const rounds: DeliveryResult[][] = [];
  const met = new Map<string, number>();
  for (const one of results) {
    const round = met.get(one.interaction) ?? 0;
    met.set(one.interaction, round + 1);
    rounds[round] = [...(rounds[round] ?? []), one];
  }
  return rounds;
}

async function recordAll(tx: Transaction, results: readonly DeliveryResult[]): Promise<readonly DeliveryResult[]> {
  const ids = results.map(({ interaction }) => interaction);
  const interactions = await tx.interactions.lockAll(ids);
  const deliveries = await tx.deliveries.lockAll(ids);
  const outcomes: Outcome[] = [];
  for (const result of results) {
    const [before, delivery] = [interactions.get(result.interaction), deliveries.get(result.interaction)];
    if (before !== undefined && delivery !== undefined) {
      outcomes.push({ result, before, delivery, ...(await rowOf(tx, result, delivery)) });
    }
  }
  await tx.deliveries.addAttempts(outcomes.flatMap(keptAttempt));
  const saved = await tx.deliveries.saveAll(outcomes.flatMap(({ next }) => next ?? []));
  const written = outcomes.filter(({ result }) => saved.has(result.interaction));
  await noteRecipients(tx, written);
  await tellDeliveries(tx, written.flatMap(toldOf));
  return written.map(({ result }) => result);
}

type Outcome = {
  readonly result: DeliveryResult;
  readonly before: Interaction;
  readonly delivery: Delivery;
  readonly row: ReturnType<typeof rowOfOutcome>;
  readonly next: Delivery | undefined;
};

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
