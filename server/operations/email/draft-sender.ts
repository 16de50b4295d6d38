import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Address } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { chooseSender, maySendFrom } from "../../domain/mail/sender-choice.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Spelt } from "../references.ts";

/** The From of a draft that answers an e-mail, or of one without a parent; with the mailbox's display name. wire.md 5.3 */
export async function senderFor(
  tx: Transaction,
  actor: UserActor,
  original: { readonly interaction: Interaction; readonly content: Content } | undefined,
): Promise<Address | undefined> {
  const mailboxes = await tx.centre.mailboxes();
  const own = ownMailboxes(mailboxes);
  const receivedAt = original?.interaction.userData["Mailbox"];
  const { defaultFromAddress } = await tx.centre.settings();
  const address = chooseSender({
    to: original?.content.to ?? [],
    cc: original?.content.cc ?? [],
    receiving: mailboxes.find((mailbox) => mailbox.address === receivedAt),
    own,
    defaultFromAddress: defaultFromAddress ?? mailboxes[0]?.address,
    allowed: actor.fromAddresses,
    mailboxes,
  });
  return address === undefined ? undefined : { address, name: own.find(address)?.mailbox.name ?? "" };
}

/** Code 10 when the address is none of ours, or none that the user may use. wire.md 5.2 */
export async function senderRefusal(
  tx: Transaction,
  actor: UserActor,
  from: Spelt<Address> | undefined,
): Promise<Refusal | undefined> {
  if (from === undefined || from.value.address === "") return undefined;
  const own = ownMailboxes(await tx.centre.mailboxes());
  if (maySendFrom(from.value.address, { own, allowed: actor.fromAddresses })) return undefined;
  return { kind: "badValue", path: from.path, because: `you may not send from ${from.value.address}` };
}
