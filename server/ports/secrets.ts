/** Where a secret lies: sealed for one place, it opens in no other (reliability.md 7.5). */
export type SecretPlace = { readonly kind: string; readonly id: string; readonly field: string };

/** Secrets at rest. What is sealed may lie in the database and its backups; the key lies elsewhere. */
export interface Secrets {
  /**
   * Has the keys at hand, also those that another process made since; `toSeal` makes the first one where there is none. Throws
   * `SecretUnreadable` where they cannot be had.
   */
  ready(purpose: "toSeal" | "toOpen"): Promise<void>;
  seal(secret: string, place: SecretPlace): string;
  /** Throws `SecretUnreadable` when it was sealed for another place, with a key that is not there, or was changed. */
  open(sealed: string, place: SecretPlace): string;
}

export class SecretUnreadable extends Error {}
