import type { RecipientAnswer } from "../adapters/smtp/receiver-mail.ts";
import { ownMailboxes } from "../domain/mail/own-mailboxes.ts";
import { type KnownMailboxes, whoseAddress } from "../domain/mail/whose-address.ts";
import type { Mailbox } from "../ports/centre.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";

/** How long a look is good for who is in it. Who is not is looked for anew: a mailbox takes mail as soon as it is there. */
const knownForMs = 100;

/** Whose mail an address is, at RCPT. Throws what the store throws. mail.md 2.1 */
export function createRecipients({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): (address: string) => Promise<RecipientAnswer> {
  let known: KnownMailboxes<Mailbox> | undefined;
  let knownUntil = Number.NEGATIVE_INFINITY;
  const look = sharedLook(async () => {
    const at = clock.steady();
    const mailboxes = await store.read((reading) => reading.centre.mailboxes());
    // The store gives the same list as long as nothing is configured anew.
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
