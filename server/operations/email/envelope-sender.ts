import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { addressWithToken, type Mac } from "../../domain/mail/token.ts";
import type { Transaction } from "../../ports/transaction.ts";

/**
 * The envelope sender of an agent's mail: the mailbox that it comes from, with a token that names the mail, so that a bounce finds it
 * whatever it says. Undefined where the mailbox does without, or has no room for it. mail.md 8.1
 */
export async function envelopeSender(
  tx: Transaction,
  { id }: Interaction,
  from: Address,
  mac: Mac,
): Promise<string | undefined> {
  const found = ownMailboxes(await tx.centre.mailboxes()).find(from.address);
  if (found === undefined || !(await tx.readings.rulesOf(found.mailbox.id)).bounceTag) return undefined;
  return addressWithToken(found.address, "b", id, mac);
}
