/** How mail comes in just now. */
export interface Intake {
  /** Whether so much comes in at once that what can wait should. */
  isBusy(): boolean;
}
