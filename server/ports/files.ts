/** A stored object: its name is the lower-case hex SHA-256 of its bytes. */
export type StoredFile = { readonly sha256: string; readonly size: number };

/** Content-addressed, immutable objects (architecture.md 11). One shared test, `adapters/files/files.contract.ts`, for every implementation. */
export interface Files {
  /**
   * Writes, hashes and counts; when it resolves, file and folder entry are synced. Equal content is stored once.
   * Throws when `source` throws or more than `bytesMax` arrive (`FileTooLarge`); then nothing is left behind.
   */
  put(source: AsyncIterable<Uint8Array> | Uint8Array, bytesMax?: number): Promise<StoredFile>;
  /**
   * The bytes, or a part of them (`start` included, `end` excluded). Throws `FileMissing`, and `FileDamaged` before the last of them where
   * the whole is read and is not what its name says.
   */
  open(sha256: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  /** All bytes at once; for objects whose size is known to be small. Throws `FileMissing`, `FileDamaged`. */
  read(sha256: string): Promise<Uint8Array>;
  /** Removes the object if it is there and at least so old. Only the sweeper calls this, after the last row that named it is gone for 24 h. */
  remove(sha256: string, ageMsMin?: number): Promise<void>;
  /** Every object with its age in milliseconds, in no order. */
  list(): AsyncIterable<StoredFile & { readonly ageMs: number }>;
  /** Bytes free where the objects lie. */
  free(): Promise<number>;
}

export class FileMissing extends Error {
  override readonly name = "FileMissing";
}
/** The disk gives other bytes than were stored under the name, or an error. Whoever asked for them gets no others, and somebody is told (reliability.md 2.8). */
export class FileDamaged extends Error {
  override readonly name = "FileDamaged";
}
export class FileTooLarge extends Error {}
/** A sync failed, or a write for another reason than no space or read-only: nothing may be retried and believed (reliability.md 2.8). The process stops. */
export class DiskFailed extends Error {}
/** The disk has no room, or cannot be written just now: nothing was stored, and later it may be (reliability.md 2.8). */
export class NoRoom extends Error {}
