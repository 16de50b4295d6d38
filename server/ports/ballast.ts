/** Bytes on the disk that mean nothing, so that they can be given up when it is full. reliability.md 2.8 */
export interface Ballast {
  exists(): Promise<boolean>;
  /** Writes it, whole or not at all. Throws when the disk does not take it. */
  make(): Promise<void>;
  drop(): Promise<void>;
}
