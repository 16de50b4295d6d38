/** Password hashing (argon2id, reliability.md 7.3). Bounded: at most a few hashes run at a time. */
export interface Passwords {
  /** A self-describing hash, parameters included. */
  hash(password: string): Promise<string>;
  /** Whether `password` made `hash`. Takes the same time for an unknown user (`hash` undefined). */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}

/** Too many hashes wait already: 429 (reliability.md 2.12). */
export class Busy extends Error {}
