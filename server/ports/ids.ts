/** Ids in the forms of wire.md 1.8. Never repeated. */
export interface Ids {
  /** 16 upper-case letters and digits. */
  interaction(): string;
  /** 16 letters and digits: documents, contacts, threads, contents. */
  object(): string;
  /** 32 hex digits. */
  user(): string;
  /** Lower-case GUID: all else. */
  guid(): string;
  /** 128 random bits for a Message-ID's left part. */
  messageToken(): string;
}
