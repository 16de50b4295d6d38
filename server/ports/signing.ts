/** A key that signs mail. RFC 6376, RFC 8463 */
export type SigningKey = {
  /** Where its other half stands in DNS: `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  readonly kind: "rsa" | "ed25519";
  /** PEM. Never logged, never shown. */
  readonly privateKey: string;
  /** The value of the tag `p=`. */
  readonly publicKey: string;
};
