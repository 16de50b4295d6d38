import type { Note } from "../domain/desktop/note.ts";

/** A mail or a note of a thread, by its place in the order of time. */
export type ThreadEntry = { readonly kind: "mail" | "note"; readonly id: string; readonly at: number };

export type ThreadPage = {
  readonly thread: string;
  readonly limit: number;
  readonly cursor?: { readonly at: number; readonly id: string };
};

export interface NoteReads {
  /** Mails and notes of a thread, oldest first; drafts that were thrown away are not among them. */
  entries(page: ThreadPage): Promise<readonly ThreadEntry[]>;
  byIds(ids: readonly string[]): Promise<readonly Note[]>;
  /** The newest notes of a thread, at most `limit`. */
  latest(thread: string, limit: number): Promise<readonly Note[]>;
  /** Who has read the thread, and when last; at most 1,000. */
  readBy(thread: string): Promise<readonly { readonly user: string; readonly at: number }[]>;
  /** Who holds an e-mail of the thread; at most 1,000. */
  holdersIn(thread: string): Promise<readonly string[]>;
}

export interface NoteRows {
  create(note: Note): Promise<void>;
  /** Kept also when they read it again. */
  markRead(thread: string, user: string): Promise<void>;
}
