import { randomUUID } from "node:crypto";
import type { Chance } from "../../ports/chance.ts";
import type { Ids } from "../../ports/ids.ts";

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const mixed = `${upper}abcdefghijklmnopqrstuvwxyz`;

/** Ids of wire.md 1.8 from cryptographic chance: 16 characters of 36 or 62 are 82 or 95 bits, so they do not repeat. */
export const randomIds = (chance: Chance): Ids => ({
  interaction: () => `00${pick(chance, upper, 14)}`,
  object: () => `0000${pick(chance, mixed, 12)}`,
  user: () => Buffer.from(chance.bytes(16)).toString("hex"),
  guid: () => randomUUID(),
  messageToken: () => Buffer.from(chance.bytes(16)).toString("hex"),
});

/** Uniform: bytes that would favour the first characters are thrown away. */
function pick(chance: Chance, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of chance.bytes(length * 2)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length] ?? "";
    }
  }
  return text;
}
