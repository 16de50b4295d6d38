import type { Refusal } from "../interaction/refusals.ts";
import type { Mac } from "../mail/token.ts";
import { tokenHash } from "./token-hash.ts";

/** What stands in the way of a first admin. */
export type SetUp = {
  /** Of the token that was printed last; undefined: none was, or it was used. */
  readonly hash: string | undefined;
  readonly hasUsers: boolean;
};

/** A token as it is stored. */
export const setUpHash = (token: string, mac: Mac): string => tokenHash("set-up", token, mac);

/** Why nobody becomes the first admin by this token: closed for good once anybody can sign in. reliability.md 7.2 S30 */
export function setUpRefusal({ hash, hasUsers }: SetUp, token: string, mac: Mac): Refusal | undefined {
  if (hasUsers) return { kind: "notPossible", operation: "SetUp", because: "it was done already; sign in" };
  if (hash !== undefined && hash === setUpHash(token, mac)) return undefined;
  return { kind: "badValue", path: "$.token", because: "not the link that the server printed at its last start" };
}
