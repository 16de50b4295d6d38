import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Chance } from "../../ports/chance.ts";

/** What a session cookie says: whose it is and since when. */
export type Ticket = {
  readonly value: string;
  readonly user: string;
  /** Steady time in milliseconds. */
  readonly issuedAt: number;
  /** SHA-256 of the value, hex: the only form that is stored. */
  readonly idHash: string;
  readonly csrfToken: string;
};

/**
 * Cookies that prove themselves: 128 random bits, the user and the time under a MAC with the secret of this database. So a client that
 * ignores its cookie leaves no row behind, a cookie survives a restart before its first use, and those of another installation are worth
 * nothing (wire.md 1.5, reliability.md 7.2 S29).
 */
export const issueTicket = (
  secret: string,
  { chance, user, issuedAt }: { readonly chance: Chance; readonly user: string; readonly issuedAt: number },
): Ticket => {
  const claim = [Buffer.from(chance.bytes(16)).toString("base64url"), user, issuedAt.toString(36)].join(".");
  return ticketOf(secret, `${claim}.${mac(secret, "cookie", claim).toString("base64url")}`, user, issuedAt);
};

/** Undefined for whatever we did not issue. */
export function readTicket(secret: string, value: string): Ticket | undefined {
  const parts = /^([\w-]{22}\.(\w{1,64})\.([0-9a-z]{1,11}))\.([\w-]{43})$/.exec(value);
  const [, claim, user, issuedAt, proof] = parts ?? [];
  if (claim === undefined || user === undefined || issuedAt === undefined || proof === undefined) return undefined;
  // As text: the last letter has bits to spare, and a second spelling of an ended session must not begin a new one.
  const expected = mac(secret, "cookie", claim).toString("base64url");
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(proof))) return undefined;
  return ticketOf(secret, value, user, Number.parseInt(issuedAt, 36));
}

const ticketOf = (secret: string, value: string, user: string, issuedAt: number): Ticket => ({
  value,
  user,
  issuedAt,
  idHash: sha256(value),
  csrfToken: uuid(mac(secret, "csrf", value)),
});

export const sha256 = (value: string | Uint8Array): string => createHash("sha256").update(value).digest("hex");

const mac = (secret: string, purpose: "cookie" | "csrf", text: string): Buffer =>
  createHmac("sha256", secret).update(`${purpose} ${text}`).digest();

/** GWS's tokens look like this; version 8 of RFC 9562 §5.8 is for ids made in one's own way. */
function uuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
