import { domainOf } from "./address.ts";
import type { MailboxAddresses, OwnMailboxes } from "./own-mailboxes.ts";

/** The mailboxes of a contact centre in their order, and where each address of theirs leads. */
export type KnownMailboxes<Mailbox extends MailboxAddresses> = {
  readonly mailboxes: readonly Mailbox[];
  readonly own: OwnMailboxes<Mailbox>;
};

/** `unknown-user`: nobody's in a domain of ours. `relay`: of another domain, to which we pass nothing on. */
export type Whose<Mailbox> = { readonly mailbox: Mailbox } | { readonly refused: "unknown-user" | "relay" };

/**
 * Mailboxes and aliases, each with any `+tag`; `postmaster` of an own domain, or of none, belongs to the first mailbox (RFC 5321 §4.5.1).
 * Whatever the syntax, what is not known here is refused. mail.md 2.1
 */
export function whoseAddress<Mailbox extends MailboxAddresses>(
  { mailboxes, own }: KnownMailboxes<Mailbox>,
  address: string,
): Whose<Mailbox> {
  const found = own.find(address);
  if (found !== undefined) return { mailbox: found.mailbox };
  const domain = domainOf(address);
  const isOwnDomain = mailboxes.some((mailbox) =>
    [mailbox.address, ...mailbox.aliases].some((one) => domainOf(one) === domain),
  );
  const [local, ...rest] = address.toLowerCase().split("@");
  const isOurs = isOwnDomain || rest.length === 0;
  const [first] = mailboxes;
  if (local === "postmaster" && isOurs && first !== undefined) return { mailbox: first };
  return { refused: isOwnDomain ? "unknown-user" : "relay" };
}
