import { domainOf } from "../../domain/mail/address.ts";
import type { DomainAuth } from "../../domain/mail/domain-auth.ts";
import { keysOf, type Signed } from "../../domain/mail/signed-domains.ts";
import type { AskedDomain } from "../../ports/domain-auth.ts";
import { defineOperation, done } from "../operation.ts";

type Input = { readonly signed: Signed; readonly relayHost: string | undefined };

/** A domain to look at, and what was found of it before with the same question. */
export type ClaimedDomain = {
  readonly asked: AskedDomain;
  readonly askedWith: string;
  readonly before: DomainAuth | undefined;
};

/** So long a look may take before another process looks instead. */
const claimMs = 120_000;

/** Which domain of our mailboxes is to be looked up in DNS now; one at a time, and each by one process. Undefined: none is due. */
export const claimDomain = defineOperation<Input, ClaimedDomain | undefined>(
  "ClaimDomain",
  "System",
  async ({ tx, input: { signed, relayHost } }) => {
    const names = new Set((await tx.centre.mailboxes()).map(({ address }) => domainOf(address)));
    const domains = [...names].map((domain) => {
      const asked: AskedDomain = { domain, relayHost, keys: keysOf(signed, domain) };
      return {
        domain,
        asked,
        askedWith: JSON.stringify(asked.keys.map((key) => [key.selector, key.publicKey, key.signs])),
      };
    });
    const claimed = await tx.domainAuth.claim(domains, claimMs);
    const due = domains.find(({ domain }) => domain === claimed);
    if (due === undefined) return done(undefined);
    const { asked, askedWith } = due;
    return done({ asked, askedWith, before: (await tx.domainAuth.all()).get(due.domain)?.auth });
  },
);
