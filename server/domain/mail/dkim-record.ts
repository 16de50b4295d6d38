/** A key as far as others may know it. */
export type PublishedKey = { readonly selector: string; readonly kind: "rsa" | "ed25519"; readonly publicKey: string };

/** A TXT record. */
export type TextRecord = { readonly name: string; readonly value: string };

/** Where a domain publishes a key, and what stands there. RFC 6376 §3.6, RFC 8463 §4 */
export const dkimRecord = (domain: string, { selector, kind, publicKey }: PublishedKey): TextRecord => ({
  name: `${selector}._domainkey.${domain}`,
  value: `v=DKIM1; k=${kind}; p=${publicKey}`,
});
