import type { Attempt, Delivery, RecipientOutcome } from "../../domain/delivery/delivery.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { RecipientReport } from "../../ports/readings.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Changed } from "../email/do-row.ts";

/** An e-mail whose delivery somebody has decided on, and the whole delivery as it is now. */
export type Decided = Changed & {
  readonly sending: {
    readonly delivery: Delivery;
    readonly attempts: readonly Attempt[];
    readonly recipients: readonly RecipientOutcome[];
    readonly reports: readonly RecipientReport[];
    /** Of its e-mail. */
    readonly version: number;
  };
};

/** Reads the delivery behind the change, so that the answer to the same key is the same later. desktop.md 13 */
export async function decided(tx: Transaction, interaction: Interaction): Promise<Decided> {
  const sending = await tx.deliveries.of(interaction.id);
  if (sending === undefined) throw new Error(`the delivery of ${interaction.id} was there a moment ago`);
  const reports = await tx.readings.reportsOn(interaction.id);
  return { interaction, sending: { ...sending, reports, version: interaction.version } };
}
