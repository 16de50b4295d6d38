import type { Job, JobItem } from "../domain/desktop/job.ts";

/** A job that a process works on: its writes carry the fence. reliability.md 2.7 */
export type ClaimedJob = Pick<Job, "id" | "user" | "state"> & { readonly fence: number };

export interface JobReads {
  job(id: string): Promise<Job | undefined>;
  /** The user's unfinished ones, and those that ended since that wall time, the first one first; the last 100, without their input. */
  recent(user: string, endedSince: number): Promise<readonly Job[]>;
  /** What failed or could not be put back, in the order of places, behind this one. */
  failures(job: string, page: { readonly after: number; readonly limit: number }): Promise<readonly JobItem[]>;
  /** How many there is still work for. */
  countUnfinished(): Promise<number>;
  /** What is still to be tried, the first place first. */
  next(job: Pick<Job, "id" | "state">, limit: number): Promise<readonly Pick<JobItem, "place" | "interaction">[]>;
  /** By how many contacts these e-mails are, and how many of those wrote several. */
  contactsAmong(ids: readonly string[]): Promise<{ readonly contacts: number; readonly repeated: number }>;
}

export interface JobRows {
  /** With its e-mails in this order. */
  create(job: Job, interactions: readonly string[]): Promise<void>;
  /** How many unfinished ones the user has; no other is started by them until the transaction ends. */
  lockUnfinished(user: string): Promise<number>;
  /** Locks the row until the transaction ends. With a fence: undefined when another process has it by now. */
  lock(id: string, fence?: number): Promise<Job | undefined>;
  save(job: Job): Promise<void>;
  /** Unfinished ones that no other living process works on, first those that had the fewest turns. */
  claim(owner: string, limit: number): Promise<readonly ClaimedJob[]>;
  item(job: string, place: number): Promise<JobItem | undefined>;
  saveItem(item: JobItem): Promise<void>;
}
