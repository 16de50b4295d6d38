/** How long a loop rests before it looks again. Carries no meaning: deadlines are rows (architecture.md 8). */
export interface Pace {
  /** Calls `look` once after so many milliseconds. Returns how to call it off. */
  after(ms: number, look: () => void): () => void;
}
