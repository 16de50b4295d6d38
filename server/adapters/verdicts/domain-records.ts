import { type Answer, type DomainFacts, isDmarc } from "../../domain/mail/dns-advice.ts";
import type { DomainRecords } from "../../ports/domain-auth.ts";

/** Asks DNS, in the form of `node:dns`. */
export type Ask = (name: string, type: string) => Promise<unknown>;

/** What stands in DNS of a domain, all of it asked at once. RFC 7208 §3, RFC 6376 §3.6.2, RFC 9989 */
export const createDomainRecords = (ask: Ask): DomainRecords => ({
  async look({ domain, keys, relayHost }) {
    const texts = (name: string) => textsOf(ask, name);
    const [own, dmarc, mail, ...found] = await Promise.all([
      texts(domain),
      texts(`_dmarc.${domain}`),
      answered(() => ask(domain, "MX")),
      ...keys.map(({ selector }) => texts(`${selector}._domainkey.${domain}`)),
    ]);
    return {
      ...{ domain, relayHost, texts: own, dmarc },
      dmarcAbove: dmarc === undefined || dmarc.some(isDmarc) ? undefined : await dmarcAbove(texts, domain),
      hasMailServer: mail === undefined ? undefined : mail.length > 0,
      keys: keys.map((key, index) => ({ ...key, found: found[index] })),
    };
  },
});

/** The tree walk, without the domains of whole countries and the like: at most eight names. RFC 9989 §4.10 */
async function dmarcAbove(
  texts: (name: string) => Promise<Answer>,
  domain: string,
): Promise<DomainFacts["dmarcAbove"]> {
  const labels = domain.split(".");
  for (let count = Math.min(labels.length - 1, walkMax); count >= 2; count--) {
    const above = labels.slice(-count).join(".");
    const found = await texts(`_dmarc.${above}`);
    if (found?.some(isDmarc) === true) return { domain: above, texts: found };
  }
  return undefined;
}

const walkMax = 7;

/** A record comes in pieces of 255 bytes. */
async function textsOf(ask: Ask, name: string): Promise<Answer> {
  const records = await answered(() => ask(name, "TXT"));
  return records?.map((record) => (Array.isArray(record) ? record.join("") : String(record)));
}

const none: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA"]);

/** Empty: there is none. Undefined: nobody answered. */
async function answered(asking: () => Promise<unknown>): Promise<readonly unknown[] | undefined> {
  try {
    const answer = await asking();
    return Array.isArray(answer) ? answer : [];
  } catch (error) {
    return error instanceof Error && "code" in error && none.has(error.code) ? [] : undefined;
  }
}
