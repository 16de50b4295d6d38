import { system } from "../domain/agent/actor.ts";
import type { Signed } from "../domain/mail/signed-domains.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { claimDomain } from "../operations/system/claim-domain.ts";
import { keepDomainAuth } from "../operations/system/keep-domain-auth.ts";
import type { DomainRecords } from "../ports/domain-auth.ts";

/** What domains are looked up with. */
export type DomainLooking = {
  readonly records: DomainRecords;
  readonly signed: Signed;
  readonly relayHost: string | undefined;
};

/** Looks one domain up in DNS, if one is due; whether another may be. No request ever waits for DNS. desktop.md 13: `auth{}` */
export async function lookOnce(
  performing: Performing,
  { records, signed, relayHost }: DomainLooking,
): Promise<boolean> {
  const input = { signed, relayHost };
  const claimed = await performAsSystem(performing, { operation: claimDomain, actor: system, input });
  if (!claimed.ok || claimed.value === undefined) return false;
  const { asked, ...rest } = claimed.value;
  const facts = await records.look(asked);
  await performAsSystem(performing, { operation: keepDomainAuth, actor: system, input: { ...rest, facts } });
  return true;
}
