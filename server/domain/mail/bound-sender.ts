/** Providers that take no other envelope sender than the account's own. mail.md 8.1 */
const binding = ["office365.com", "outlook.com", "hotmail.com", "gmail.com", "googlemail.com", "google.com"];

/** Whether a relay at this host binds the envelope sender to its account, so that a bounce tag in it is refused or rewritten. */
export const bindsSender = (host: string): boolean =>
  binding.some((domain) => host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`));
