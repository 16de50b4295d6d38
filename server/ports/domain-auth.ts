import type { DomainFacts } from "../domain/mail/dns-advice.ts";
import type { DomainAuth } from "../domain/mail/domain-auth.ts";

/** Asks DNS about domains that mail is sent from. Never throws: what nobody answered is undefined. */
export interface DomainRecords {
  look(domain: AskedDomain): Promise<DomainFacts>;
}

/** A domain as it is asked for. */
export type AskedDomain = {
  readonly domain: string;
  /** Empty: mail of this domain is not signed. */
  readonly keys: readonly Omit<DomainFacts["keys"][number], "found">[];
  readonly relayHost: string | undefined;
};

/** What was found of a domain, as it is kept. */
export type KeptAuth = {
  readonly auth: DomainAuth;
  /** What it was asked for with; where that has changed, what was found is about something else. */
  readonly askedWith: string;
};

export interface DomainAuthReads {
  /** By domain, those that were looked at. */
  all(): Promise<ReadonlyMap<string, KeptAuth>>;
}

export interface DomainAuthRows {
  /**
   * One of the domains that is due, or was not yet asked for with this; no other process gets it before `claimMs` are over. Undefined: none
   * is. Domains that are not named are forgotten.
   */
  claim(
    domains: readonly { readonly domain: string; readonly askedWith: string }[],
    claimMs: number,
  ): Promise<string | undefined>;
  /** `nextMs`: after which it is due again. */
  keep(domain: string, kept: KeptAuth, nextMs: number): Promise<void>;
}
