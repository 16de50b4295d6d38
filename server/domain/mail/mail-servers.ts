import { domainOf } from "./address.ts";
import { providerAt, providerOf, type SignIn } from "./mail-providers.ts";

/** A service that a domain names. RFC 2782 */
export type NamedService = { readonly host: string; readonly port: number; readonly priority: number };

/** What DNS says of where a domain's mail is read. */
export type ServicesFound = {
  /** `_imaps._tcp` and `_imap._tcp` (RFC 6186 §3.2). */
  readonly overTls: readonly NamedService[];
  readonly startTls: readonly NamedService[];
  /** Hosts that receive its mail. */
  readonly exchanges: readonly string[];
  /** Hosts of customary names that are there. */
  readonly usual: readonly string[];
};

/** Where the mail of an address may be read. `dns`: its domain says so; `provider`: it is known; `guess`: such a host is there. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "starttls";
  readonly user: string;
  readonly source: "dns" | "provider" | "guess";
};

export type ServersFor = {
  readonly servers: readonly MailServer[];
  readonly provider: { readonly name: string; readonly signIn: SignIn } | undefined;
};

/** Names under which servers stand by custom, the most usual first. */
export const usualHosts = (domain: string): readonly string[] => [`imap.${domain}`, `mail.${domain}`];

/** Where mail of the address is read, what is surest first: what its domain says (RFC 6186 §4), what is known of its provider, and only then what is usual. */
export function serversFor(address: string, { overTls, startTls, exchanges, usual }: ServicesFound): ServersFor {
  const named = [
    ...inOrder(overTls).map((one) => ({ ...one, tls: "implicit" }) as const),
    ...inOrder(startTls).map((one) => ({ ...one, tls: "starttls" }) as const),
  ];
  const byDns = named.map(({ host, port, tls }) => ({ host, port, tls, user: address, source: "dns" }) as const);
  const known = providerOf(domainOf(address), exchanges.map(plain)) ?? providerAt(byDns[0]?.host ?? "");
  const overTlsAt = (host: string) => ({ host, port: 993, tls: "implicit", user: address }) as const;
  const sure: readonly MailServer[] = [
    ...byDns,
    ...(known === undefined ? [] : [{ ...overTlsAt(known.host), source: "provider" } as const]),
  ];
  const guessed = usual.map((host) => ({ ...overTlsAt(host), source: "guess" }) as const);
  const servers = sure.length > 0 ? sure : guessed;
  return {
    servers: servers.filter(
      ({ host, port }, at) => at === servers.findIndex((one) => one.host === host && one.port === port),
    ),
    provider: known === undefined ? undefined : { name: known.name, signIn: known.signIn },
  };
}

/** RFC 6186 §3.4: a dot says that there is none. */
const inOrder = (services: readonly NamedService[]): readonly NamedService[] =>
  services
    .map((one) => ({ ...one, host: plain(one.host) }))
    .filter(({ host }) => /^[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/.test(host))
    .toSorted((a, b) => a.priority - b.priority);

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, "");
