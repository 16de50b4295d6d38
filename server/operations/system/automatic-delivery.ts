import type { Delivery } from "../../domain/delivery/delivery.ts";
import { underHold } from "../../domain/delivery/hold.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { Transaction } from "../../ports/transaction.ts";

type Sealed = {
  readonly interaction: string;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly file: StoredFile;
};

/** The record of a mail that no person wrote: from the null sender (mail.md 7), to be sent now, or held while all mail is. */
export async function automaticDelivery(tx: Transaction, { file, ...mail }: Sealed): Promise<Delivery> {
  const sealed: Delivery = {
    ...{ ...mail, state: "waiting", stage: undefined, from: "", group: 1, isSent: false },
    ...{ sha256: file.sha256, size: file.size, sealedAt: tx.now.wall, queuedAt: tx.now.wall },
    ...{ refusals: 0, attempts: 0, fence: 0, nextAttempt: { due: tx.now.steady, shown: tx.now.wall }, holdRound: 0 },
  };
  return underHold(sealed, await tx.deliveries.hold());
}
