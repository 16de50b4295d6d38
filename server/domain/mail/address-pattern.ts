import { wholeAddressKey } from "./address.ts";
import { asciiDomain } from "./ascii-domain.ts";

/**
 * Whether an address is what a pattern means: `ana@x.test` itself, `@x.test` the domain and what lies below, `ana@` whoever is called so.
 * Without case, and domains in whichever form they are written. mail.md 2.1, 6
 */
export function addressMatches(address: string, pattern: string): boolean {
  const key = wholeAddressKey(address);
  const at = key.lastIndexOf("@");
  if (pattern.endsWith("@")) return key.slice(0, at + 1) === pattern.toLowerCase();
  if (!pattern.startsWith("@")) return wholeAddressKey(pattern) === key;
  const domain = key.slice(at + 1);
  const whole = asciiDomain(pattern.slice(1));
  return domain === whole || domain.endsWith(`.${whole}`);
}
