import { domainOf } from "./address.ts";
import { publicProviderFamilies, publicProviders } from "./public-providers.ts";
import { relayDomains, relayFamilies } from "./relay-domains.ts";

/**
 * Whether strangers share the address's domain, or one above it: at a public provider, at a marketplace, behind a service that hides
 * addresses. Equal domains there say nothing (mail.md 5.1).
 */
export function isAtPublicProvider(address: string): boolean {
  const domain = domainOf(address);
  if (publicFamilies.test(domain)) return true;
  for (let rest = domain; rest !== ""; rest = withoutFirstLabel(rest)) if (publicDomains.has(rest)) return true;
  return false;
}

const publicDomains: ReadonlySet<string> = new Set(
  [...Object.values(publicProviders), ...Object.values(relayDomains)].flatMap((domains) => domains.split(/\s+/)),
);

const publicFamilies = new RegExp(
  `(?:^|\\.)(?:${[...publicProviderFamilies, ...relayFamilies].join("|")})\\.(?:com|net|org|[a-z]{2}|(?:co|com|ne|net)\\.[a-z]{2})$`,
);

function withoutFirstLabel(domain: string): string {
  const at = domain.indexOf(".");
  return at < 0 ? "" : domain.slice(at + 1);
}
