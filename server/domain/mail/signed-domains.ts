import type { PublishedKey } from "./dkim-record.ts";

/** The domains whose mail is signed, in lower case, and the keys; the first two sign, one of each kind. mail.md 11.6 */
export type Signed = { readonly domains: readonly string[]; readonly keys: readonly PublishedKey[] };

/** The keys that mail of a domain is or will be signed with; empty: it is not signed. */
export const keysOf = ({ domains, keys }: Signed, domain: string): readonly (PublishedKey & { signs: boolean })[] =>
  domains.includes(domain)
    ? keys.map(({ selector, kind, publicKey }, place) => ({ selector, kind, publicKey, signs: place < 2 }))
    : [];
