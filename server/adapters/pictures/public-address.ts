import { BlockList, isIP } from "node:net";

/** Networks of IPv4 that are nobody's, everybody's or somebody's own. IANA IPv4 Special-Purpose Address Registry (RFC 6890) */
const notPublic4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];

/** Of the one block of IPv6 that is given out (2000::/3) what leads elsewhere or nowhere. IANA IPv6 Special-Purpose Address Registry */
const notPublic6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];

const given = listOf(["2000::/3"], "ipv6");
const excepted4 = listOf(notPublic4, "ipv4");
const excepted6 = listOf(notPublic6, "ipv6");

/** Whether an address belongs to somebody else on the Internet. Addresses that carry IPv4 in another form are not (reliability.md 7.2 S17). */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !excepted4.check(address, "ipv4");
  return kind === 6 && given.check(address, "ipv6") && !excepted6.check(address, "ipv6");
}

function listOf(networks: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
