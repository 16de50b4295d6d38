import { type Address, addressKey, parseAddress, withoutRepetitions } from "./address.ts";
import type { OwnMailboxes } from "./own-mailboxes.ts";

/** The addresses of the e-mail that is answered. */
export type AnsweredAddresses = {
  /** Our own sent mail is answered to its To (mail.md 9). */
  readonly isOurs: boolean;
  readonly from: Address | undefined;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
};

/** To of a Reply or ReplyAll: all Reply-To addresses that mail can go to, else From; own mailboxes in Reply-To only when nothing else is there. wire.md 5.3 */
export function replyRecipients(original: AnsweredAddresses, own: OwnMailboxes): readonly Address[] {
  if (original.isOurs) return withoutRepetitions(original.to);
  const from = original.from === undefined || original.from.address === "" ? [] : [original.from];
  const replyTo = original.replyTo.filter(({ address }) => parseAddress(address) !== undefined);
  if (replyTo.length === 0) return from;
  const others = replyTo.filter(({ address }) => !own.owns(address));
  return withoutRepetitions(others.length > 0 ? others : replyTo);
}

/** Cc of a ReplyAll: the other To addresses, then Cc, without own mailboxes, those in To, and repetitions. wire.md 5.7 */
export function replyAllCopies(original: AnsweredAddresses, own: OwnMailboxes, isStrict: boolean): readonly Address[] {
  if (isStrict) return original.cc;
  const answered = new Set(replyRecipients(original, own).map(({ address }) => addressKey(address)));
  const others = [...original.to, ...original.cc].filter(
    ({ address }) => !own.owns(address) && !answered.has(addressKey(address)),
  );
  return withoutRepetitions(others);
}
