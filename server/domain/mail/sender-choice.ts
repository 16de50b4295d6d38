import type { Address } from "./address.ts";
import type { MailboxAddresses, OwnMailboxes } from "./own-mailboxes.ts";

/** What decides the From of a new draft. */
export type SenderQuestion = {
  /** To and Cc of the original; empty for a Create without a parent. */
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** The mailbox that received the original; undefined for a Create without a parent, and when it is gone. */
  readonly receiving: MailboxAddresses | undefined;
  readonly own: OwnMailboxes;
  readonly defaultFromAddress: string | undefined;
  /** The user's `email.from-addresses`; empty: every mailbox (wire.md 10.4). */
  readonly allowed: readonly string[];
  /** Every own address, in the order of the mailboxes. */
  readonly mailboxes: readonly MailboxAddresses[];
};

/** The five steps of wire.md 5.3: the first address that exists and that the user may use; undefined when there is none. */
export function chooseSender(question: SenderQuestion): string | undefined {
  const candidates = [
    ...addressed(question),
    question.receiving?.address,
    question.defaultFromAddress,
    ...fallbacks(question),
  ];
  return candidates.find((address) => address !== undefined && maySendFrom(address, question));
}

/** Whether an address is an own one and among those the user may use; an alias counts as its mailbox. wire.md 5.2, 10.4 */
export function maySendFrom(address: string, { own, allowed }: Pick<SenderQuestion, "own" | "allowed">): boolean {
  const found = own.find(address);
  if (found === undefined || found.isTagged) return false;
  return allowed.length === 0 || allowed.some((each) => own.find(each)?.mailbox === found.mailbox);
}

/** Steps 1 and 2: the receiving mailbox where it was addressed, as written there; then the other own ones in To and Cc. */
function addressed({ to, cc, receiving, own }: SenderQuestion): readonly string[] {
  const ours = [...to, ...cc].flatMap(({ address }) => {
    const found = own.find(address);
    // A tag belongs to one mail, so its address is taken without it.
    return found === undefined ? [] : [{ mailbox: found.mailbox, written: found.isTagged ? found.address : address }];
  });
  const isReceiving = (each: { readonly mailbox: MailboxAddresses }) => each.mailbox.address === receiving?.address;
  return [...ours.filter(isReceiving), ...ours.filter((each) => !isReceiving(each))].map(({ written }) => written);
}

function fallbacks({ allowed, mailboxes }: SenderQuestion): readonly string[] {
  return allowed.length > 0 ? allowed : mailboxes.map(({ address }) => address);
}
