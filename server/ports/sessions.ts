/** An HTTP session: cookie and CSRF token, kept as hashes of random ids (reliability.md 7.3). */
export type HttpSession = {
  /** SHA-256 of the cookie's value, hex. */
  readonly idHash: string;
  readonly user: string;
  readonly csrfToken: string;
  /** Steady times in milliseconds, so that a step of the wall clock ends no session and lets none live on (reliability.md 2.6). */
  readonly createdAt: number;
  readonly lastSeenAt: number;
};

export interface SessionReads {
  byHash(idHash: string): Promise<HttpSession | undefined>;
  /** Steady time at which all sessions of the user were ended last; those that began before are worth nothing. */
  endedAt(user: string): Promise<number | undefined>;
}

export interface SessionRows {
  create(session: HttpSession): Promise<void>;
  /** Notes activity; cheap, at most once a minute per session. */
  touch(idHash: string, at: number): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Ends all sessions of the user, those without a row too. */
  removeOf(user: string): Promise<void>;
  /** A request of the user at steady time: keeps the contact-center session alive. At most once a minute per user. */
  noteActivity(user: string, steady: number): Promise<void>;
}
