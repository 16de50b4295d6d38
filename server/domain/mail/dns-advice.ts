import { dkimRecord, type PublishedKey, type TextRecord } from "./dkim-record.ts";
import { providersSpf } from "./relay-spf.ts";

/** TXT records of a name; undefined: DNS did not answer. */
export type Answer = readonly string[] | undefined;

/** A domain that we send from, and what DNS says of it. */
export type DomainFacts = {
  readonly domain: string;
  /** Of the domain itself, and of `_dmarc` below it. */
  readonly texts: Answer;
  readonly dmarc: Answer;
  /** The next domain above that has a DMARC record, where this one has none: its policy counts here too. */
  readonly dmarcAbove?: { readonly domain: string; readonly texts: readonly string[] } | undefined;
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
  { about: "dmarc", ...dmarc(facts) },
];

type Judged = Omit<Advice, "about">;

/** What should stand in DNS for the domain: what stands there already where it is right. */
export function wantedRecords(facts: DomainFacts): readonly TextRecord[] {
  const { domain, texts, dmarc: found, dmarcAbove, keys } = facts;
  const [present, further] = (texts ?? []).filter(isSpf);
  const [policy, second] = (found ?? []).filter(isDmarc);
  const suggested = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  return [
    { name: domain, value: suggestedSpf(further === undefined ? present : undefined, facts) },
    ...keys.map((key) => dkimRecord(domain, key)),
    ...(policy === undefined && dmarcAbove !== undefined
      ? []
      : [{ name: `_dmarc.${domain}`, value: policy === undefined || second !== undefined ? suggested : policy }]),
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

function spf({ texts, relayHost = "" }: DomainFacts): Judged {
  if (texts === undefined) return unanswered("SPF");
  const found = texts.filter(isSpf);
  const [only] = found;
  if (only === undefined) return { level: "warn", text: "SPF: no record says who may send for the domain" };
  if (found.length > 1) return { level: "fail", text: `SPF: ${found.length} records, so none of them counts` };
  if (letsAll.test(only)) return { level: "fail", text: "SPF: +all lets everybody send as the domain" };
  if (/^v=spf1\s+[-~?]all\s*$/i.test(only))
    return { level: "fail", text: `SPF: nobody may send for the domain: ${only}` };
  const wanted = providersSpf(relayHost);
  if (wanted !== undefined && !/(?:^| )[+?~]?(?:include:|redirect=)/i.test(only)) {
    return { level: "warn", text: `SPF: ${relayHost} sends for the domain, and ${wanted} is missing: ${only}` };
  }
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

function dmarc({ dmarc: texts, dmarcAbove }: DomainFacts): Judged {
  if (texts === undefined) return unanswered("DMARC");
  const found = texts.filter(isDmarc);
  const [only] = found;
  if (only === undefined) return dmarcOf(dmarcAbove);
  if (found.length > 1) return { level: "fail", text: `DMARC: ${found.length} records, so none of them counts` };
  if (!isPolicy(tagsOf(only).get("p"))) return { level: "fail", text: "DMARC: p= is none, quarantine or reject" };
  return { level: "ok", text: `DMARC: ${only}` };
}

/** RFC 9989 §4.10: a domain without a record of its own has the policy of the next one above. */
function dmarcOf(above: DomainFacts["dmarcAbove"]): Judged {
  const [only, second] = (above?.texts ?? []).filter(isDmarc);
  const tags = only === undefined || second !== undefined ? undefined : tagsOf(only);
  if (above === undefined || tags === undefined || !isPolicy(tags.get("sp") ?? tags.get("p"))) {
    return { level: "warn", text: "DMARC: no policy; large providers ask for one" };
  }
  return { level: "ok", text: `DMARC: ${only} (of ${above.domain})` };
}

const isPolicy = (value: string | undefined): boolean => value !== undefined && policies.has(value.toLowerCase());

const letsAll = /(?:^| )\+?all(?: |$)/i;
const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);
export const isDmarc = (text: string): boolean => /^v=DMARC1 *(?:;|$)/i.test(text);

/** RFC 6376 §3.2. White space in values has no meaning. */
const tagsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(";").flatMap((tag) => {
      const [, name, value = ""] = /^\s*([a-z0-9]+)\s*=([\s\S]*)$/i.exec(tag) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value.replace(/\s+/g, "")] as const];
    }),
  );

/** The record that is there, with what the provider wants; else a guess to begin with: who runs the relay knows better which addresses it sends from. */
function suggestedSpf(present: string | undefined, facts: DomainFacts): string {
  const { relayHost } = facts;
  if (present !== undefined && spf(facts).level === "ok") return present;
  const wanted = providersSpf(relayHost ?? "");
  if (wanted !== undefined && present !== undefined && !letsAll.test(present)) {
    return present.replace(/^v=spf1/i, `v=spf1 ${wanted}`);
  }
  return `v=spf1 ${wanted ?? hostsSpf(relayHost)} ~all`;
}

function hostsSpf(relayHost: string | undefined): string {
  if (relayHost === undefined || relayHost === "localhost" || relayHost.startsWith("127.")) return "mx";
  if (/^[\d.]+$/.test(relayHost)) return `ip4:${relayHost}`;
  return relayHost.includes(":") ? `ip6:${relayHost}` : `a:${relayHost}`;
}
