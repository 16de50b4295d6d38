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

/** Sessions that began at this steady time or before are worth nothing, but for the one that was kept, by its hash. */
export type SessionsEnded = { readonly at: number; readonly kept: string | undefined };

export interface SessionReads {
  byHash(idHash: string): Promise<HttpSession | undefined>;
}

export interface SessionRows {
  create(session: HttpSession): Promise<void>;
  /** Notes activity; cheap, at most once a minute per session. */
  touch(idHash: string, at: number): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Ends all sessions of the user, those without a row too; all but `kept` where one is named. */
  removeOf(user: string, kept?: string): Promise<void>;
  /** A request of the user at steady time: keeps the contact-center session alive. At most once a minute per user. */
  noteActivity(user: string, steady: number): Promise<void>;
}
