/** Something that only colleagues see, in a thread. desktop.md 3.1 */
export type Note = {
  readonly id: string;
  readonly thread: string;
  /** User id. */
  readonly by: string;
  readonly text: string;
  /** User ids. */
  readonly mentions: readonly string[];
  /** Wall time in milliseconds. */
  readonly at: number;
};
