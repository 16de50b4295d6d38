import type { RecipientAnswer } from "../adapters/smtp/receiver-mail.ts";
import { domainOf } from "../domain/mail/address.ts";
import { type OwnMailboxes, ownMailboxes } from "../domain/mail/own-mailboxes.ts";
import type { Mailbox } from "../ports/centre.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";

type Known = { readonly mailboxes: readonly Mailbox[]; readonly own: OwnMailboxes<Mailbox> };

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
  let known: Known | undefined;
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
    return lately === undefined ? recipientOf(await look(), address) : { mailbox: lately.mailbox.id };
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

/** Mailboxes and aliases, each with any `+tag`; `postmaster` of an own domain belongs to the first mailbox. mail.md 2.1 */
function recipientOf({ mailboxes, own }: Known, address: string): RecipientAnswer {
  const found = own.find(address);
  if (found !== undefined) return { mailbox: found.mailbox.id };
  const domain = domainOf(address);
  const isOwnDomain = mailboxes.some((mailbox) =>
    [mailbox.address, ...mailbox.aliases].some((one) => domainOf(one) === domain),
  );
  if (!isOwnDomain) return { refused: "relay" };
  const [first] = mailboxes;
  const isPostmaster = address.toLowerCase().startsWith("postmaster@");
  return isPostmaster && first !== undefined ? { mailbox: first.id } : { refused: "unknown-user" };
}
