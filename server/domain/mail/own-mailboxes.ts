import { wholeAddressKey } from "./address.ts";

/** A mailbox as far as addresses go: its main address and its aliases. */
export type MailboxAddresses = { readonly address: string; readonly aliases: readonly string[] };

/** Which addresses are ours (mail.md 2.1, 9): every mailbox and alias, each with any `+tag`, so reply and bounce tokens too. */
export type OwnMailboxes<Mailbox extends MailboxAddresses = MailboxAddresses> = {
  /** The mailbox behind an address, and which of its addresses that is, without the tag. */
  find(address: string): OwnAddress<Mailbox> | undefined;
  owns(address: string): boolean;
};

export type OwnAddress<Mailbox> = { readonly mailbox: Mailbox; readonly address: string; readonly isTagged: boolean };

/** Compared without case, domains in whichever form they are written. An exact match wins over a tagged one; of equal addresses the first mailbox wins. */
export function ownMailboxes<Mailbox extends MailboxAddresses>(mailboxes: readonly Mailbox[]): OwnMailboxes<Mailbox> {
  const byKey = new Map<string, OwnAddress<Mailbox>>();
  for (const mailbox of mailboxes) {
    for (const address of [mailbox.address, ...mailbox.aliases]) {
      const key = wholeAddressKey(address);
      if (!byKey.has(key)) byKey.set(key, { mailbox, address, isTagged: false });
    }
  }
  const find = (address: string) => {
    const exact = byKey.get(wholeAddressKey(address));
    if (exact !== undefined) return exact;
    const untagged = byKey.get(wholeAddressKey(withoutTag(address)));
    return untagged && { ...untagged, isTagged: true };
  };
  return { find, owns: (address) => find(address) !== undefined };
}

/** `support+c.4711@acme.test` → `support@acme.test` (RFC 5233 §1: the detail after the first `+`). */
export function withoutTag(address: string): string {
  const at = address.lastIndexOf("@");
  const plus = address.indexOf("+");
  return plus < 1 || plus > at ? address : address.slice(0, plus) + address.slice(at);
}
