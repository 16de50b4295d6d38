/** A process's lease: what it has claimed is its own as long as that lasts (reliability.md 2.7). */
export interface Lease {
  /**
   * The lease of now. What it gives says whether that one still lasts, at least so many milliseconds: never again once it ran out, also
   * when another was taken after it, because what was claimed under it may be somebody else's by then.
   */
  hold(): (marginMs: number) => boolean;
}
