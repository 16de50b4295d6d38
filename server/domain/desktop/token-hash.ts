import type { Mac } from "../mail/token.ts";

/** A token as it is stored, for one purpose alone: whoever reads the database can do nothing with it. */
export const tokenHash = (purpose: string, token: string, mac: Mac): string =>
  [...mac(`${purpose} ${token}`)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
