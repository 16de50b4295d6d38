import { addressKey } from "./address.ts";
import type { ClassReason } from "./classify.ts";

/**
 * Where mail to everybody on a mailing list goes, by what the list wrote into its copies: List-Post (RFC 2369 §3.4), List-Id, of which
 * most lists make their address (RFC 2919 §2), Mailman's X-BeenThere and the older Mailing-List. Each once, in lower case. mail.md 9
 */
export function listAddressesIn(reasons: readonly ClassReason[]): readonly string[] {
  const found = reasons.flatMap(
    ({ sign, evidence }) => readers[sign]?.(evidence.slice(evidence.indexOf(":") + 1)) ?? [],
  );
  return [...new Set(found.map(addressKey))];
}

type Reader = (value: string) => readonly string[];

const readers: Readonly<Record<string, Reader | undefined>> = {
  "List-Post": (value) => [...value.matchAll(mailto)].map(([, address = ""]) => decoded(address)),
  "List-Id": (value) => [...value.matchAll(listId)].map(([, name = "", domain = ""]) => `${name}@${domain}`),
  "X-BeenThere": (value) => value.match(plainAddress) ?? [],
  "Mailing-List": (value) => [...value.matchAll(mailingList)].map(([, address = ""]) => address),
};

const mailto = /<\s*mailto:([^\s<>?,]{1,254})/gi;
const listId = /<\s*([a-z0-9][a-z0-9_+-]{0,63})\.([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})\s*>/gi;
const plainAddress = /[^\s<>,;:]{1,64}@[^\s<>,;:]{1,189}/g;
const mailingList = /\blist\s+([^\s<>,;:]{1,64}@[^\s<>,;:]{1,189})/gi;

/** RFC 6068 §2: what a mailto writes with per cent; what is no such writing stays as it is. */
function decoded(address: string): string {
  return address.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
