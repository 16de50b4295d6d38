import { wholeAddressKey } from "./address.ts";
import { asciiDomain } from "./ascii-domain.ts";

/**
 * Whether an entry of the blocked senders names the address: the whole of it, or `@domain` for a domain and what lies below. Without case,
 * and domains in whichever form they are written. mail.md 2.1, 6
 */
export function isBlockedSender(address: string, blocked: readonly string[]): boolean {
  const key = wholeAddressKey(address);
  const domain = key.slice(key.lastIndexOf("@") + 1);
  return blocked.some((entry) => {
    if (!entry.startsWith("@")) return wholeAddressKey(entry) === key;
    const whole = asciiDomain(entry.slice(1));
    return domain === whole || domain.endsWith(`.${whole}`);
  });
}
