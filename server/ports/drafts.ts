/** A text that a draft once had. */
export type DraftVersion = {
  readonly version: number;
  readonly content: string;
  /** Wall time in milliseconds. */
  readonly at: number;
  /** User id. */
  readonly by: string;
  readonly bytes: number;
};

export interface DraftReads {
  /** The texts that the draft had, the present one first; each since when it was there. Contents are never removed. */
  versions(interaction: string, limit: number): Promise<readonly DraftVersion[]>;
  /** Addresses (lower case) of the thread, ours too; at most 500. */
  participants(thread: string): Promise<readonly string[]>;
}
