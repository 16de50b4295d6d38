import { type DomainFacts, dnsAdvice, wantedRecords } from "../../domain/mail/dns-advice.ts";
import { keysOf, type Signed } from "../../domain/mail/signed-domains.ts";
import type { DomainRecords } from "../../ports/domain-auth.ts";
import type { Examination } from "../../ports/examiner.ts";

type Options = {
  readonly domains: readonly string[];
  readonly signed: Signed;
  readonly relayHost: string | undefined;
  readonly records: DomainRecords;
};

const domainsMax = 100;

/** How receivers will judge mail of our domains, and what should stand in DNS. mail.md 11.6, 13 */
export async function examineDomains({ domains, signed, relayHost, records }: Options): Promise<Examination> {
  const facts: DomainFacts[] = [];
  for (const domain of domains.slice(0, domainsMax)) {
    facts.push(await records.look({ domain, relayHost, keys: keysOf(signed, domain) }));
  }
  return {
    findings: facts.flatMap((one) =>
      dnsAdvice(one).map(({ level, text }) => ({ area: `domain ${one.domain}`, level, text })),
    ),
    records: facts.flatMap(wantedRecords),
  };
}
