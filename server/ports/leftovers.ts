/** What was needed once and is needed no more. */
export interface LeftoverReads {
  /** Which of these files a row names, or named until less than a day ago (`removeReleases`). */
  filesNamedAmong(sha256s: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Each removes at most `limit` rows and returns how many. `before` is wall time in milliseconds unless said. */
export interface LeftoverRows {
  /** Remembered answers that are older. */
  removeAnswers(before: number, limit: number): Promise<number>;
  /** Pauses that ended before steady time `before`. */
  removePauses(before: number, limit: number): Promise<number>;
  /** Dedup keys that expired before. */
  removeDedupKeys(before: number, limit: number): Promise<number>;
  /** HTTP sessions that were last used before. */
  removeSessions(before: number, limit: number): Promise<number>;
  /** Notes that a file was let go of. */
  removeReleases(before: number, limit: number): Promise<number>;
  /** Holds that were over before. */
  removeHolds(before: number, limit: number): Promise<number>;
  /** Jobs that ended before, with their e-mails. */
  removeJobs(before: number, limit: number): Promise<number>;
  /** Tickets that ended before. */
  removeMailViews(before: number, limit: number): Promise<number>;
  /** Canary mails that were begun before. */
  removeCanaries(before: number, limit: number): Promise<number>;
  /** What agents did on days before. */
  removeAgentDays(before: number, limit: number): Promise<number>;
  /** Times that agents had e-mails in hands, begun before. */
  removeSpells(before: number, limit: number): Promise<number>;
  /** Notes of first replies before. */
  removeFirstAnswers(before: number, limit: number): Promise<number>;
  /** Changes of readiness before. */
  removeResponseUses(before: number, limit: number): Promise<number>;
  removeReadiness(before: number, limit: number): Promise<number>;
  /** Journal rows that the audit does not show. */
  removeUnaudited(before: number, limit: number): Promise<number>;
}
