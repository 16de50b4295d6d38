/** How a provider lets mail programs in. `oauth`: by tokens alone; `app-password`: by a password that is made for one program. */
export type SignIn = "password" | "app-password" | "oauth";

/** Where mail of a provider is read. */
export type MailProvider = { readonly name: string; readonly host: string; readonly signIn: SignIn };

type Row = MailProvider & {
  /** Domains of its own addresses. */
  readonly domains: readonly string[];
  /** Mail servers that receive for domains of its customers: these hosts, and those below. */
  readonly exchanges: readonly string[];
};

/** All of them are read over TLS at port 993, and take the whole address as the name to log in with. */
const rows: readonly Row[] = [
  {
    ...{ name: "Google", host: "imap.gmail.com", signIn: "app-password" },
    ...{ domains: ["gmail.com", "googlemail.com"], exchanges: ["google.com", "googlemail.com"] },
  },
  {
    ...{ name: "Microsoft", host: "outlook.office365.com", signIn: "oauth" },
    ...{ domains: ["outlook.com", "hotmail.com", "live.com", "msn.com"], exchanges: ["outlook.com"] },
  },
  {
    ...{ name: "Apple", host: "imap.mail.me.com", signIn: "app-password" },
    ...{ domains: ["icloud.com", "me.com", "mac.com"], exchanges: ["icloud.com"] },
  },
  {
    ...{ name: "Yahoo", host: "imap.mail.yahoo.com", signIn: "app-password" },
    ...{ domains: ["yahoo.com", "ymail.com", "yahoo.de", "yahoo.fr", "yahoo.es"], exchanges: ["yahoodns.net"] },
  },
  { name: "AOL", host: "imap.aol.com", signIn: "app-password", domains: ["aol.com"], exchanges: [] },
  {
    ...{ name: "Fastmail", host: "imap.fastmail.com", signIn: "app-password" },
    ...{ domains: ["fastmail.com", "fastmail.fm"], exchanges: ["messagingengine.com"] },
  },
  {
    ...{ name: "Zoho", host: "imap.zoho.com", signIn: "app-password" },
    ...{ domains: ["zoho.com", "zohomail.com"], exchanges: ["zoho.com"] },
  },
  {
    ...{ name: "Zoho", host: "imap.zoho.eu", signIn: "app-password" },
    ...{ domains: ["zohomail.eu"], exchanges: ["zoho.eu"] },
  },
  {
    ...{ name: "GMX", host: "imap.gmx.net", signIn: "password" },
    ...{ domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], exchanges: ["gmx.net"] },
  },
  { name: "GMX", host: "imap.gmx.com", signIn: "password", domains: ["gmx.com"], exchanges: ["gmx.com"] },
  { name: "WEB.DE", host: "imap.web.de", signIn: "password", domains: ["web.de"], exchanges: [] },
  {
    ...{ name: "Telekom", host: "secureimap.t-online.de", signIn: "app-password" },
    ...{ domains: ["t-online.de", "magenta.de"], exchanges: [] },
  },
  {
    ...{ name: "mailbox.org", host: "imap.mailbox.org", signIn: "password" },
    ...{ domains: ["mailbox.org"], exchanges: ["mailbox.org"] },
  },
  { name: "IONOS", host: "imap.ionos.de", signIn: "password", domains: [], exchanges: ["kundenserver.de", "ionos.de"] },
  { name: "IONOS", host: "imap.ionos.com", signIn: "password", domains: [], exchanges: ["ionos.com"] },
  { name: "STRATO", host: "imap.strato.de", signIn: "password", domains: [], exchanges: ["rzone.de"] },
  { name: "OVHcloud", host: "ssl0.ovh.net", signIn: "password", domains: [], exchanges: ["ovh.net"] },
  { name: "Gandi", host: "mail.gandi.net", signIn: "password", domains: [], exchanges: ["mail.gandi.net"] },
];

/** Whose a domain's mail is, by its name or by who receives for it; undefined: nobody's that is known. mail.md 13 */
export const providerOf = (domain: string, exchanges: readonly string[]): MailProvider | undefined =>
  rows.find(({ domains }) => domains.includes(domain)) ??
  rows.find((row) => exchanges.some((host) => row.exchanges.some((above) => isBelow(host, above))));

/** Who runs a server, by its name. */
export const providerAt = (host: string): MailProvider | undefined => rows.find((row) => row.host === host);

const isBelow = (host: string, above: string): boolean => host === above || host.endsWith(`.${above}`);
