/**
 * Providers that send from other machines than the one that takes the mail: by the hosts of their relays the mechanism that they want in the
 * SPF record of a customer's domain (RFC 7208 §5.2).
 */
const includes: readonly (readonly [hosts: readonly string[], mechanism: string])[] = [
  [["office365.com", "outlook.com", "hotmail.com"], "include:spf.protection.outlook.com"],
  [["gmail.com", "google.com", "googlemail.com"], "include:_spf.google.com"],
  [["amazonaws.com"], "include:amazonses.com"],
  [["sendgrid.net"], "include:sendgrid.net"],
  [["mailgun.org"], "include:mailgun.org"],
  [["mailjet.com"], "include:spf.mailjet.com"],
  [["postmarkapp.com"], "include:spf.mtasv.net"],
  [["messagingengine.com", "fastmail.com"], "include:spf.messagingengine.com"],
  [["protonmail.ch", "proton.me"], "include:_spf.protonmail.ch"],
  [["zoho.com"], "include:zohomail.com"],
  [["ovh.net"], "include:mx.ovh.com"],
  [["kundenserver.de", "ionos.de"], "include:_spf.kundenserver.de"],
];

/** What the provider behind a relay wants in SPF records; undefined: no provider that we know. */
export const providersSpf = (relayHost: string): string | undefined => {
  const host = relayHost.toLowerCase();
  return includes.find(([hosts]) => hosts.some((one) => host === one || host.endsWith(`.${one}`)))?.[1];
};
