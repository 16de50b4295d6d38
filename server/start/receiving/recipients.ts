import type { RecipientAnswer } from "../../adapters/smtp/receiver-mail.ts";
import { type MailboxAddresses, ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { type KnownMailboxes, whoseAddress } from "../../domain/mail/whose-address.ts";
import type { Clock } from "../../ports/clock.ts";

/** A mailbox as far as receiving goes. */
export type NamedMailbox = MailboxAddresses & { readonly id: string };

/** How long a look is good for who is in it. Who is not is looked for anew: a mailbox takes mail as soon as it is there. */
const knownForMs = 100;

/** Whose mail an address is, at RCPT. Throws what `mailboxes` throws. mail.md 2.1 */
export function createRecipients({
  mailboxes: mailboxesNow,
  clock,
}: {
  /** All there are now; the same list as long as nothing is configured anew. */
  readonly mailboxes: () => Promise<readonly NamedMailbox[]>;
  readonly clock: Clock;
}): (address: string) => Promise<RecipientAnswer> {
  let known: KnownMailboxes<NamedMailbox> | undefined;
  let knownUntil = Number.NEGATIVE_INFINITY;
  const look = sharedLook(async () => {
    const at = clock.steady();
    const mailboxes = await mailboxesNow();
    if (known?.mailboxes !== mailboxes) known = { mailboxes, own: ownMailboxes(mailboxes) };
    knownUntil = at + knownForMs;
    return known;
  });
  return async (address) => {
    const lately = clock.steady() < knownUntil ? known?.own.find(address) : undefined;
    const whose = lately ?? whoseAddress(await look(), address);
    return "refused" in whose ? whose : { mailbox: whose.mailbox.id };
  };
}

/** Who asks in the same turn of the event loop shares one look; nobody waits for a look that began before. */
function sharedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  return () => {
    next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = undefined;
      return look();
    });
    return next;
  };
}
