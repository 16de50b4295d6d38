import { dkimRecord, type PublishedKey, type TextRecord } from "./dkim-record.ts";

/** TXT records of a name; undefined: DNS did not answer. */
export type Answer = readonly string[] | undefined;

/** A domain that we send from, and what DNS says of it. */
export type DomainFacts = {
  readonly domain: string;
  /** Of the domain itself, and of `_dmarc` below it. */
  readonly texts: Answer;
  readonly dmarc: Answer;
  readonly hasMailServer: boolean | undefined;
  /** Our keys; those that do not sign yet are made for later. Empty: mail of this domain is not signed. */
  readonly keys: readonly (PublishedKey & { readonly signs: boolean; readonly found: Answer })[];
  /** Host of the next hop; undefined: mail is not sent yet. */
  readonly relayHost: string | undefined;
};

export type Advice = {
  readonly about: "mx" | "spf" | "dkim" | "dmarc";
  readonly level: "ok" | "warn" | "fail";
  readonly text: string;
  /** DNS did not answer, so nobody knows. */
  readonly isUnanswered?: true;
};

/** How receivers will judge mail of the domain, in words for whoever runs the centre. RFC 7208, RFC 6376, RFC 9989; mail.md 11.6, 13 */
export const dnsAdvice = (facts: DomainFacts): readonly Advice[] => [
  { about: "mx", ...mailServer(facts) },
  { about: "spf", ...spf(facts) },
  ...(facts.keys.length === 0 ? [unsigned] : facts.keys.map((key) => dkim(facts.domain, key))).map(
    (judged): Advice => ({ about: "dkim", ...judged }),
  ),
  { about: "dmarc", ...dmarc(facts.dmarc) },
];

type Judged = Omit<Advice, "about">;

/** What should stand in DNS for the domain: what stands there already where it is right. */
export function wantedRecords({ domain, texts, dmarc: found, keys, relayHost }: DomainFacts): readonly TextRecord[] {
  const [present, further] = (texts ?? []).filter(isSpf);
  const [policy, second] = (found ?? []).filter(isDmarc);
  return [
    { name: domain, value: present === undefined || further !== undefined ? suggestedSpf(relayHost) : present },
    ...keys.map((key) => dkimRecord(domain, key)),
    {
      name: `_dmarc.${domain}`,
      value:
        policy === undefined || second !== undefined ? `v=DMARC1; p=none; rua=mailto:postmaster@${domain}` : policy,
    },
  ];
}

const unsigned: Judged = { level: "warn", text: "DKIM: mail is not signed; name the domain in settings.dkim.domains" };
const unanswered = (what: string): Judged => ({
  ...{ level: "warn", text: `${what}: DNS did not answer` },
  isUnanswered: true,
});

function mailServer({ hasMailServer }: DomainFacts): Judged {
  if (hasMailServer === undefined) return unanswered("MX");
  return hasMailServer
    ? { level: "ok", text: "MX: there is one" }
    : { level: "warn", text: "MX: there is none, so answers and bounces reach nobody" };
}

function spf({ texts }: DomainFacts): Judged {
  if (texts === undefined) return unanswered("SPF");
  const found = texts.filter(isSpf);
  const [only] = found;
  if (only === undefined) return { level: "warn", text: "SPF: no record says who may send for the domain" };
  if (found.length > 1) return { level: "fail", text: `SPF: ${found.length} records, so none of them counts` };
  if (/(?:^| )\+?all(?: |$)/i.test(only)) return { level: "fail", text: "SPF: +all lets everybody send as the domain" };
  return { level: "ok", text: `SPF: ${only}` };
}

type Key = DomainFacts["keys"][number];

function dkim(domain: string, key: Key): Judged {
  const name = `${key.selector}._domainkey.${domain}`;
  if (key.found === undefined) return unanswered(`DKIM ${name}`);
  const keys = key.found.map((text) => tagsOf(text).get("p")).filter((value) => value !== undefined);
  if (keys.includes(key.publicKey)) return { level: "ok", text: `DKIM ${name}: published` };
  if (!key.signs && keys.length === 0) return { level: "warn", text: `DKIM ${name}: not published yet` };
  const text = keys.length === 0 ? "not published, so signatures fail" : "another key is published, so signatures fail";
  return { level: "fail", text: `DKIM ${name}: ${text}` };
}

const policies = new Set(["none", "quarantine", "reject"]);

function dmarc(texts: Answer): Judged {
  if (texts === undefined) return unanswered("DMARC");
  const found = texts.filter(isDmarc);
  const [only] = found;
  if (only === undefined) return { level: "warn", text: "DMARC: no policy; large providers ask for one" };
  if (found.length > 1) return { level: "fail", text: `DMARC: ${found.length} records, so none of them counts` };
  const policy = tagsOf(only).get("p");
  if (policy === undefined || !policies.has(policy.toLowerCase())) {
    return { level: "fail", text: "DMARC: p= is none, quarantine or reject" };
  }
  return { level: "ok", text: `DMARC: ${only}` };
}

const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);
const isDmarc = (text: string): boolean => /^v=DMARC1 *(?:;|$)/i.test(text);

/** RFC 6376 §3.2. White space in values has no meaning. */
const tagsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(";").flatMap((tag) => {
      const [, name, value = ""] = /^\s*([a-z0-9]+)\s*=([\s\S]*)$/i.exec(tag) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value.replace(/\s+/g, "")] as const];
    }),
  );

/** A guess to begin with: who runs the relay knows better which addresses it sends from. */
function suggestedSpf(relayHost: string | undefined): string {
  if (relayHost === undefined || relayHost === "localhost" || relayHost.startsWith("127.")) return "v=spf1 mx ~all";
  if (/^[\d.]+$/.test(relayHost)) return `v=spf1 ip4:${relayHost} ~all`;
  return relayHost.includes(":") ? `v=spf1 ip6:${relayHost} ~all` : `v=spf1 a:${relayHost} ~all`;
}
