import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import { retryDelayMs } from "../../domain/delivery/retry-schedule.ts";
import type { DeliveryRow } from "../../domain/interaction/events.ts";
import type { Settings } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { lookInSentFolder } from "./file-sent.ts";
import { tellDelivery } from "./tell-delivery.ts";

const unknownText = "the process ended between the final dot and its reply";

/** Names the recipients where others have it already. */
const unknownError = ({ isSent, to }: Delivery): string =>
  `delivery unknown${isSent ? ` for ${to.join(", ")}` : ""}: ${unknownText}`;

type Input = {
  readonly limit: number;
  /** The process that asks, and what it attempts. */
  readonly own?: { readonly owner: string; readonly underWay: readonly string[] };
};

/**
 * Takes over deliveries whose process is gone, or which it has claimed without knowing it: before the mark they wait again, behind it they are `unknown`, at once, and the sender is
 * told. Value: how many. mail.md 11.3 step 6; reliability.md 2.7 and 4, I15 and I16
 */
export const recoverDeliveries = defineOperation<Input, number>(
  "RecoverDeliveries",
  "System",
  async ({ tx, input }) => {
    const settings = await tx.centre.settings();
    const orphaned = await tx.deliveries.orphaned(input.limit, input.own);
    for (const delivery of orphaned) await recover(tx, delivery, settings);
    return done(orphaned.length);
  },
);

async function recover(tx: Transaction, delivery: Delivery, settings: Settings): Promise<void> {
  if (delivery.stage === "committing") return lose(tx, delivery, settings);
  const waiting = deliver(delivery, "LoseLease", { nextAttempt: { due: tx.now.steady, shown: tx.now.wall } });
  if (waiting !== undefined) await tx.deliveries.save(waiting);
}

/** Nobody knows whether the last bytes left. With policy `resend` it goes again while its schedule lasts. */
async function lose(tx: Transaction, delivery: Delivery, settings: Settings): Promise<void> {
  const { row, next } = afterLoss(tx, delivery, settings);
  const before = await tx.interactions.lock(delivery.interaction);
  if (next === undefined || before === undefined || !(await tx.deliveries.save(next))) return;
  const known = { number: delivery.attempts, at: tx.now.wall, host: "", code: undefined, enhancedCode: undefined };
  const attempt = { ...known, text: `delivery unknown: ${unknownText}`, outcome: "unknown" } as const;
  await tx.deliveries.addAttempts([{ interaction: delivery.interaction, attempt }]);
  await lookInSentFolder(tx, next);
  await tellDelivery(tx, before, next, { row, error: row === "LoseReply" ? unknownError(delivery) : undefined });
}

type Lost = { readonly row: DeliveryRow; readonly next: Delivery | undefined };

function afterLoss(tx: Transaction, delivery: Delivery, { sendUnknownPolicy, sendRetryMs }: Settings): Lost {
  const refusals = delivery.refusals + 1;
  const delayMs = sendUnknownPolicy === "resend" ? retryDelayMs(sendRetryMs, refusals, 0) : undefined;
  if (delayMs === undefined) return { row: "LoseReply", next: deliver(delivery, "LoseReply") };
  const nextAttempt = { due: tx.now.steady + delayMs, shown: tx.now.wall + delayMs };
  return { row: "RefusedForNow", next: deliver(delivery, "RefusedForNow", { refusals, nextAttempt }) };
}
