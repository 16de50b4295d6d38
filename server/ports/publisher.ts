/** One push message for one user (wire.md 3.3): every session of that user with a matching subscription gets it. */
export type Push = { readonly user: string; readonly topic: string; readonly data: Readonly<Record<string, unknown>> };

/** Hands messages to the push sessions of this process, in the given order. */
export interface Publisher {
  publish(messages: readonly Push[]): void;
  /** Ends every push session of the user (log-out by a supervisor, rights gone). */
  endSessionsOf(user: string): void;
}
