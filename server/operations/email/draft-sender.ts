import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Address } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { chooseSender, maySendFrom } from "../../domain/mail/sender-choice.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Spelt } from "../references.ts";

/** An e-mail that a draft comes from, with its content. */
export type Original = { readonly interaction: Interaction; readonly content: Content };

/** The From of a draft that answers an e-mail, or of one without a parent; with the mailbox's display name. wire.md 5.3 */
export async function senderFor(
  tx: Transaction,
  actor: UserActor,
  original: Original | undefined,
): Promise<Address | undefined> {
  const mailboxes = await tx.centre.mailboxes();
  const own = ownMailboxes(mailboxes);
  const { defaultFromAddress } = await tx.centre.settings();
  const address = chooseSender({
    ...addressed(original),
    receiving: mailboxes.find((mailbox) => mailbox.address === original?.interaction.userData["Mailbox"]),
    own,
    defaultFromAddress: defaultFromAddress ?? mailboxes[0]?.address,
    allowed: actor.fromAddresses,
    mailboxes,
  });
  return address === undefined ? undefined : { address, name: own.find(address)?.mailbox.name ?? "" };
}

/** To and Cc of the original; what we sent ourselves is continued from the address that it came from. */
function addressed(original: Original | undefined): Pick<Content, "to" | "cc"> {
  if (original === undefined) return { to: [], cc: [] };
  const { interaction, content } = original;
  if (interaction.direction === "inbound") return content;
  return { to: content.from === undefined ? [] : [content.from], cc: [] };
}

/** Code 10 when the address is none of ours, or none that the user may use. wire.md 5.2 */
export async function senderRefusal(
  tx: Transaction,
  actor: UserActor,
  from: Spelt<Address | undefined> | undefined,
): Promise<Refusal | undefined> {
  if (from?.value === undefined) return undefined;
  const own = ownMailboxes(await tx.centre.mailboxes());
  if (maySendFrom(from.value.address, { own, allowed: actor.fromAddresses })) return undefined;
  return { kind: "badValue", path: from.path, because: `you may not send from ${from.value.address}` };
}
