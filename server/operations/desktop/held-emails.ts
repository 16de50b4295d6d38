import { emailsIn, type Hold, isIn, released } from "../../domain/desktop/hold.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** The e-mails of the hold that still wait in it, locked in the order of their ids; and whether all of them do. */
export async function lockHeld(
  tx: Transaction,
  hold: Hold,
): Promise<{ readonly emails: readonly Interaction[]; readonly areAll: boolean }> {
  const ids = emailsIn(hold);
  const emails: Interaction[] = [];
  for (const id of ids) {
    const interaction = await tx.interactions.lock(id);
    if (isIn(interaction, hold)) emails.push(interaction);
  }
  return { emails, areAll: emails.length === ids.length };
}

/** Gives the e-mails back to their owner as they were. */
export async function giveBack(tx: Transaction, emails: readonly Interaction[]): Promise<void> {
  for (const email of emails) await tx.interactions.save(released(email));
}

/** Tells the person's pages what became of the hold; of what a job holds, the job tells. */
export async function tellHold(tx: Transaction, hold: Hold, operation: string): Promise<void> {
  if (hold.of !== undefined) return;
  await tx.journal.append({ kind: "DeskChanged", user: hold.user, operation, thing: { about: "hold", hold } });
}
