import { BlockList, isIPv6 } from "node:net";
import type { Clock } from "../../ports/clock.ts";
import type { ReceiverSettings } from "./receiver-settings.ts";
import type { ReplyName } from "./replies.ts";

const MINUTE_MS = 60_000;

/** How many sessions and mails a client address may have (mail.md 2.3). */
export type Admission = {
  /** Counts a new session, or says why it may not begin. */
  enter(address: string): ReplyName | undefined;
  leave(address: string): void;
  /** Loopback and the relays of our own: no strangers. */
  isTrusted(address: string): boolean;
  /** Counts a mail, or says that the address sends too many a minute. */
  mail(address: string): ReplyName | undefined;
};

/** Counts per client address; loopback and trusted relays, behind which everybody stands, are counted in the total only. */
export function createAdmission(settings: ReceiverSettings, clock: Clock): Admission {
  const exempt = exemptAddresses(settings.trustedRelays);
  const sessions = new Map<string, number>();
  let total = 0;
  let minute = 0;
  let mails = new Map<string, number>();

  return {
    enter: (address) => {
      if (total >= settings.sessionsMax) return "tooManySessions";
      const count = sessions.get(address) ?? 0;
      if (count >= settings.sessionsPerAddressMax && !exempt(address)) return "tooManyFromAddress";
      sessions.set(address, count + 1);
      total += 1;
      return undefined;
    },
    leave: (address) => {
      total -= 1;
      const count = (sessions.get(address) ?? 1) - 1;
      if (count > 0) sessions.set(address, count);
      else sessions.delete(address);
    },
    mail: (address) => {
      if (exempt(address)) return undefined;
      const now = Math.floor(clock.steady() / MINUTE_MS);
      if (now !== minute) mails = new Map();
      minute = now;
      const count = (mails.get(address) ?? 0) + 1;
      mails.set(address, count);
      return count > settings.mailsPerMinuteMax ? "tooFast" : undefined;
    },
    isTrusted: exempt,
  };
}

/** An IPv4 client of a dual-stack listener under its IPv4 name. */
export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/i, "").toLowerCase();
}

/** Whether an address is loopback or that of a relay of ours. */
export function exemptAddresses(trustedRelays: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  list.addSubnet("127.0.0.0", 8);
  list.addAddress("::1", "ipv6");
  for (const relay of trustedRelays) {
    const [network = "", bits] = relay.split("/");
    const family = isIPv6(network) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
