/** Where ids, keys and spread come from. Nobody else asks for chance. */
export interface Chance {
  /** `length` random bytes from a cryptographic source. */
  bytes(length: number): Uint8Array;
  /** A number from 0 (included) to 1 (excluded): for spreading load, never for secrets. */
  fraction(): number;
}
