/**
 * Providers whose mailboxes are not reached at `name+tag@`: whoever writes there is told that there is no such user. Microsoft, Google,
 * Apple, Fastmail, Proton and Zoho take any tag. By the hosts of their servers, or by the domain of the address.
 */
const untagged = [
  ...["yahoo.com", "yahoo.co.jp", "ymail.com", "aol.com", "att.net"],
  ...["gmx.net", "gmx.com", "gmx.de", "gmx.at", "gmx.ch", "web.de", "mail.com"],
  ...["secureserver.net", "qq.com", "163.com", "126.com"],
];

/** Whether a mailbox at this host or domain gets no mail for its address with a tag, so no answer to a reply token and no bounce to a bounce token. mail.md 5.1, 8.1 */
export const takesNoTag = (host: string): boolean =>
  untagged.some((domain) => host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`));
