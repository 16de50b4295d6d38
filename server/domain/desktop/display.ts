import type { Mac } from "../mail/token.ts";
import { tokenHash } from "./token-hash.ts";

/** A screen on a wall, which shows the wallboard by its token and does nothing else. desktop.md 7, 13 */
export type Display = {
  readonly id: string;
  /** Where it hangs. */
  readonly name: string;
  /** Keyed hash of the token. */
  readonly token: string;
  /** Absent: the whole centre. */
  readonly group: string | undefined;
  readonly by: string;
  /** Wall time in milliseconds. */
  readonly at: number;
};

export const displaysMax = 100;

/** Its token as it is stored. */
export const displayHash = (token: string, mac: Mac): string => tokenHash("display", token, mac);
