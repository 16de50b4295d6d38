/** Time for the inside. Nobody else reads a clock (reliability.md 2.6). */
export interface Clock {
  /** Steady time in milliseconds: deadlines live on it. It never runs backwards and does not follow steps of the wall clock. */
  steady(): number;
  /** Wall time in milliseconds since 1970, UTC: for what people read. */
  wall(): number;
}
