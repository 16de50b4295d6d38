import { domainOf, parseAddress } from "../mail/address.ts";
import { type MailboxAddresses, ownMailboxes } from "../mail/own-mailboxes.ts";

/** To whom reports may go: who in the centre has addresses. */
export type Receivers = { readonly mailboxes: readonly MailboxAddresses[]; readonly agentDomains: readonly string[] };

/**
 * Why a report does not go to an address; undefined: it may. Only to domains of the centre's own mailboxes and of its agents, so that nobody
 * sends its figures out; and to none of its mailboxes, where it would become work. desktop.md 7
 */
export function reportNotTo(address: string, { mailboxes, agentDomains }: Receivers): string | undefined {
  if (parseAddress(address)?.address !== address) return `not an e-mail address: ${JSON.stringify(address)}`;
  if (ownMailboxes(mailboxes).owns(address))
    return `${address} is a mailbox of the centre: the report would come back as an e-mail`;
  const domains = new Set([
    ...mailboxes.flatMap(({ address: main, aliases }) => [main, ...aliases]).map(domainOf),
    ...agentDomains.map((domain) => domainOf(`@${domain}`)),
  ]);
  if (domains.has(domainOf(address))) return undefined;
  const named = [...domains].slice(0, namedMax).join(", ");
  return `${address}: reports are sent only to the domains of the centre's mailboxes and agents, so that no figures leave it (${named})`;
}

const namedMax = 10;
