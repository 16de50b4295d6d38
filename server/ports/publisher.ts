/**
 * One push message for one user (wire.md 3.3): every session of that user with a matching subscription gets it. Without a user: every session of
 * anybody.
 */
export type Push = {
  readonly user: string | undefined;
  readonly topic: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Hands messages to the push sessions of this process, in the given order. */
export interface Publisher {
  publish(messages: readonly Push[]): void;
  /** Who listens to a topic or to those below it, by topic: only whoever asked for it by its name, since what is told there costs to make. */
  listeners(root: string): ReadonlyMap<string, readonly string[]>;
  /** Whether a session of the user in this process listens to the topic. */
  hears(user: string, topic: string): boolean;
  /** Users with such a session. */
  hearers(topic: string): readonly string[];
  /** Ends every push session of the user (log-out by a supervisor, rights gone). */
  endSessionsOf(user: string): void;
  /** Lets go of the user's websockets and held polls that such an HTTP session opened, or none, so that they have to prove themselves anew. */
  endLinesOf(user: string, isEnded: (session: string | undefined) => boolean): void;
}
